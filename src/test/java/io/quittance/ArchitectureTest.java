package io.quittance;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess.AccessType;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import io.quarkus.funqy.Funq;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quittance.call.Roles;
import io.quittance.desk.Desk;
import io.quittance.desk.Journal;
import io.quittance.desk.Schedule;
import io.quittance.desk.SystemClock;
import io.quittance.desk.Transactions;
import io.quittance.message.ReceiveCommand;
import io.quittance.persistence.Audit;
import io.quittance.persistence.DatabaseReadiness;
import io.quittance.persistence.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Entity;
import java.lang.reflect.Constructor;
import java.lang.reflect.Type;
import java.time.Clock;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What the pages of the design say of the structure, held against the code. */
@AnalyzeClasses(packages = "io.quittance", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    /** From above to below: a package uses itself and those further down. */
    private static final List<String> LAYERS = List.of(
            "http",
            "openapi",
            "message",
            "intake",
            "account",
            "subscription",
            "billingitem",
            "billrun",
            "refund",
            "declaration",
            "cancellation",
            "invoice",
            "delivery",
            "backlog",
            "desk",
            "json",
            "persistence",
            "settlement",
            "event",
            "call",
            "metric");

    /** The packages of operations, which share plans but not functions. */
    private static final Set<String> NOUNS =
            Set.copyOf(LAYERS.subList(LAYERS.indexOf("account"), LAYERS.indexOf("cancellation")));

    /** For laptops and tests; it may use everything, and nothing may use it. */
    private static final String LOCAL = "local";

    private static final Set<String> FORBIDDEN_WORDS = Set.of(
            "Manager",
            "Helper",
            "Handler",
            "Processor",
            "Info",
            "Data",
            "Base",
            "Default",
            "Impl",
            "Util",
            "Utils",
            "Common",
            "Dto",
            "Mapper");

    /** A service is what a subscription holds, and no layer. */
    private static final String LAYER_NAME = "\\w+Service(Impl)?";

    private static final String CLOCKS = "java\\.time\\..*|java\\.util\\.(Date|Calendar|GregorianCalendar)";

    // The arrows.

    @ArchTest
    static final ArchRule ARROWS_POINT_DOWN = classes()
            .should(check("use only what lies below", (type, events) -> type.getDirectDependenciesFromSelf().stream()
                    .filter(dependency -> isOurs(dependency.getTargetClass()))
                    .filter(dependency -> !mayUse(layer(type), layer(dependency.getTargetClass())))
                    .forEach(dependency -> events.accept(dependency.getDescription()))));

    @ArchTest
    static final ArchRule EVERY_PACKAGE_HAS_ITS_PLACE = classes()
            .should(check("reside in a package of the layout", (type, events) -> {
                if (!LAYERS.contains(layer(type)) && !layer(type).equals(LOCAL)) {
                    events.accept(type.getName() + " lies in no package of the layout");
                }
            }));

    @ArchTest
    static final ArchRule NOUNS_DO_NOT_CALL_EACH_OTHERS_FUNCTIONS = classes()
            .that(are("of a noun", type -> NOUNS.contains(layer(type))))
            .should(check(
                    "not use a function of another noun",
                    (type, events) -> type.getDirectDependenciesFromSelf().stream()
                            .filter(dependency -> NOUNS.contains(layer(dependency.getTargetClass())))
                            .filter(dependency ->
                                    !layer(dependency.getTargetClass()).equals(layer(type)))
                            .filter(dependency -> isFunction(outermost(dependency.getTargetClass())))
                            .forEach(dependency -> events.accept(dependency.getDescription()))));

    /** A package of a package may use its neighbours and the packages around it, in one direction. */
    @ArchTest
    static final ArchRule NO_CIRCLE =
            slices().matching("io.quittance.(**)").should().beFreeOfCycles();

    private static boolean mayUse(String from, String to) {
        return from.equals(LOCAL)
                || from.equals(to)
                || LAYERS.contains(to) && LAYERS.indexOf(from) < LAYERS.indexOf(to);
    }

    // Only the desk opens transactions, and reads the clock.

    @ArchTest
    static final ArchRule ONLY_TRANSACTIONS_OPENS_TRANSACTIONS = noClasses()
            .that()
            .doNotBelongToAnyOf(Transactions.class)
            .should()
            .dependOnClassesThat(resideInAPackage("jakarta.transaction..")
                    .or(resideInAPackage("javax.transaction.."))
                    .or(resideInAPackage("io.quarkus.narayana..")));

    @ArchTest
    static final ArchRule NOBODY_TURNS_TRANSACTIONS_BY_HAND = classes()
            .should(check("leave transactions of the session alone", (type, events) -> accesses(type)
                    .filter(access -> access.getTarget()
                            .getName()
                            .matches("getTransaction|beginTransaction|withTransaction|setAutoCommit|commit|rollback"))
                    .forEach(access -> events.accept(access.getDescription()))));

    @ArchTest
    static final ArchRule NOBODY_GOES_ROUND_HIBERNATE = noClasses()
            .that()
            .resideOutsideOfPackage("io.quittance.local..")
            // It asks whether there is a connection, and sends nothing over it.
            .and()
            .doNotBelongToAnyOf(DatabaseReadiness.class)
            .should()
            .dependOnClassesThat(are("ways to the database besides Hibernate", type -> type.getName()
                    .matches("java\\.sql\\.(?!SQLException).*|javax\\.sql\\..*|io\\.agroal\\..*")));

    @ArchTest
    static final ArchRule ONLY_THE_DESK_HAS_THE_CLOCK = noClasses()
            .that()
            .doNotBelongToAnyOf(Desk.class, SystemClock.class)
            // The laptop's own package holds a clock to be moved.
            .and()
            .resideOutsideOfPackage("io.quittance.local")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);

    @ArchTest
    static final ArchRule NOBODY_ELSE_ASKS_WHAT_TIME_IT_IS = classes()
            .that()
            // How long something has taken is no day or moment of the business, and no more is when a line is logged.
            .doNotBelongToAnyOf(Desk.class, Schedule.class, SystemClock.class, Transactions.class)
            .and()
            .doNotHaveFullyQualifiedName("io.quittance.metric.FigureLog")
            .and()
            .resideOutsideOfPackage("io.quittance.local")
            .should(check("not read a clock", (type, events) -> accesses(type)
                    .filter(ArchitectureTest::readsTheClock)
                    .forEach(access -> events.accept(access.getDescription()))));

    private static boolean readsTheClock(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        return name.equals("now") && owner.matches(CLOCKS)
                || owner.equals(System.class.getName()) && name.matches("currentTimeMillis|nanoTime")
                || owner.equals(Calendar.class.getName()) && name.equals("getInstance")
                || access.getTargetOwner().isAssignableTo(Date.class) && name.equals("<init>");
    }

    // Plans and rules are pure.

    private static final DescribedPredicate<JavaClass> PURE = are(
            "plans, rules and settlement",
            type -> layer(type).equals("settlement")
                    || outermost(type).getSimpleName().matches(".*(Plan|Rules?|Cascade)|Recurrence|ReasonCatalogue"));

    @ArchTest
    static final ArchRule PLANS_AND_RULES_KNOW_NO_FRAMEWORK = noClasses()
            .that(PURE)
            .should()
            .dependOnClassesThat(are(
                    "frameworks, books or the desk's machinery",
                    type -> type.getPackageName()
                                    .matches("(io\\.quarkus|org\\.hibernate|jakarta|java\\.sql|io\\.vertx)\\b.*")
                            || type.getName()
                                    .matches(
                                            "io\\.quittance\\.desk\\.(Desk|Schedule|Journal|AccountLocks|Transactions|Json|Quotes)|"
                                                    + "io\\.quittance\\.persistence\\.(Where|TenantDirectory)")));

    @ArchTest
    static final ArchRule PLANS_AND_RULES_ASK_NO_BOOKS = classes()
            .that(PURE)
            .should(check("neither read nor write entities in the books", (type, events) -> accesses(type)
                    .filter(access -> access.getTargetOwner().isAssignableTo(PanacheEntityBase.class))
                    .filter(access -> access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget)
                    .filter(access -> asksTheBooks((AccessTarget.CodeUnitAccessTarget) access.getTarget()))
                    .forEach(access -> events.accept(access.getDescription()))));

    /** Every static method of an entity does, and every method that it has from Panache. */
    private static boolean asksTheBooks(AccessTarget.CodeUnitAccessTarget target) {
        return target.resolveMember()
                .map(member -> member.getOwner().isEquivalentTo(PanacheEntityBase.class)
                        || member.getModifiers().contains(JavaModifier.STATIC))
                .orElse(true);
    }

    // Money.

    @ArchTest
    static final ArchRule NO_FIELD_IS_INEXACT = fields().should(
                    check("be exact", (field, events) -> refuseInexact(field, Stream.of(field.getRawType()), events)));

    @ArchTest
    static final ArchRule NO_METHOD_TAKES_OR_GIVES_INEXACT_NUMBERS = classes()
            .should(check("have exact parameters and answers", (type, events) -> type.getCodeUnits()
                    .forEach(unit -> refuseInexact(
                            unit,
                            Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream()),
                            events))));

    private static void refuseInexact(JavaMember member, Stream<JavaClass> types, Consumer<String> events) {
        types.map(type -> type.getBaseComponentType().getName())
                .filter(type -> type.matches("double|float|java\\.lang\\.(Double|Float)"))
                .forEach(type -> events.accept(member.getDescription() + " has to do with " + type));
    }

    // Values.

    /** Two neighbours of one type can be exchanged without an error of the compiler, so there are at most three. */
    @ArchTest
    static final ArchRule NO_CONSTRUCTOR_CALL_HAS_FOUR_NEIGHBOURS_OF_ONE_TYPE = classes()
            .should(check(
                    "not call constructors with four neighbouring parameters of one type",
                    (type, events) -> type.getConstructorCallsFromSelf().stream()
                            .filter(call -> isOurs(call.getTargetOwner()))
                            .filter(call -> call.getTarget()
                                    .resolveMember()
                                    .filter(constructor -> hasFourNeighboursOfOneType(constructor.reflect()))
                                    .isPresent())
                            .forEach(call -> events.accept(call.getDescription()))));

    private static boolean hasFourNeighboursOfOneType(Constructor<?> constructor) {
        Type[] types = constructor.getGenericParameterTypes();
        return IntStream.range(3, types.length)
                .anyMatch(i -> types[i].equals(types[i - 1])
                        && types[i].equals(types[i - 2])
                        && types[i].equals(types[i - 3]));
    }

    private record Four(String a, String b, String c, String d) {}

    private record Three(int a, String b, String c, String d) {}

    @Test
    void seesFourNeighboursOfOneType() {
        assertTrue(hasFourNeighboursOfOneType(Four.class.getDeclaredConstructors()[0]));
        assertFalse(hasFourNeighboursOfOneType(Three.class.getDeclaredConstructors()[0]));
    }

    // Entities.

    @ArchTest
    static final ArchRule ONLY_INTAKE_WRITES_WHAT_THE_BILLING_SYSTEM_SAYS = classes()
            .that(are("outside of persistence and intake", type -> !Set.of("persistence", "intake")
                    .contains(layer(type))))
            .should(check(
                    "not set public fields of entities", (type, events) -> type.getFieldAccessesFromSelf().stream()
                            .filter(access -> access.getAccessType() == AccessType.SET)
                            .filter(access -> access.getTargetOwner().isAnnotatedWith(Entity.class))
                            // The journal's own records.
                            .filter(access -> !(type.isEquivalentTo(Journal.class)
                                    && (access.getTargetOwner().isEquivalentTo(Audit.class)
                                            || access.getTargetOwner().isEquivalentTo(Outbox.class))))
                            .forEach(access -> events.accept(access.getDescription()))));

    // Functions.

    @ArchTest
    static final ArchRule EVERY_FUNCTION_NAMES_ITS_ROLES = methods()
            .that()
            .areAnnotatedWith(Funq.class)
            // The door for messages hands them on; whoever they name has a role.
            .and()
            .areNotDeclaredIn(ReceiveCommand.class)
            .should(check("name its roles", (method, events) -> {
                if (method.tryGetAnnotationOfType(Roles.class)
                        .filter(roles -> roles.value().length > 0)
                        .isEmpty()) {
                    events.accept(method.getFullName() + " may be called by nobody, or by anybody");
                }
            }));

    /** One that answered later would lose its request's scope over HTTP, and run beside the others of a batch on Lambda. */
    @ArchTest
    static final ArchRule EVERY_FUNCTION_ANSWERS_WHEN_IT_RETURNS = methods()
            .that()
            .areAnnotatedWith(Funq.class)
            .should(check("not answer later", (method, events) -> {
                if (method.getRawReturnType().isAssignableTo(Uni.class)
                        || method.getRawReturnType().isAssignableTo(CompletionStage.class)) {
                    events.accept(method.getFullName() + " answers later");
                }
            }));

    /** {@code CancelBillingItem} is {@code cancel-billing-item}. */
    @ArchTest
    static final ArchRule EVERY_FUNCTION_IS_NAMED_LIKE_ITS_CLASS = methods()
            .that()
            .areAnnotatedWith(Funq.class)
            .should(check("be named like its class", (method, events) -> {
                String name = method.getAnnotationOfType(Funq.class).value();
                if (!name.matches("[a-z]+(-[a-z]+)+")
                        || !name.equals(kebab(method.getOwner().getSimpleName()))) {
                    events.accept(method.getFullName() + " is named '" + name + "'");
                }
            }));

    @ArchTest
    static void everyClassHasOneFunctionAndEveryFunctionANameOfItsOwn(JavaClasses all) {
        Map<String, Long> names = functions(all)
                .collect(Collectors.groupingBy(
                        method -> method.getAnnotationOfType(Funq.class).value(), TreeMap::new, Collectors.counting()));
        Map<String, Long> owners = functions(all)
                .collect(Collectors.groupingBy(
                        method -> method.getOwner().getName(), TreeMap::new, Collectors.counting()));
        assertFalse(names.isEmpty());
        names.forEach((name, times) -> assertEquals(1, times, name));
        owners.forEach((owner, times) -> assertEquals(1, times, owner));
    }

    // Names.

    @ArchTest
    static final ArchRule NOTHING_IS_NAMED_AFTER_NOTHING = classes()
            .should(check("be named for what they are", (type, events) -> {
                boolean empty = Arrays.stream(type.getSimpleName().split("(?=\\p{Lu})"))
                                .anyMatch(FORBIDDEN_WORDS::contains)
                        || Arrays.stream(type.getPackageName().split("\\.")).anyMatch(part -> FORBIDDEN_WORDS.stream()
                                .map(word -> word.toLowerCase(Locale.ROOT))
                                .anyMatch(part::equals));
                if (empty || type.getSimpleName().matches(LAYER_NAME)) {
                    events.accept(type.getName() + " has a name that says nothing");
                }
            }));

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses all) {
        Set<JavaPackage> packages = all.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
        assertFalse(packages.isEmpty());
        packages.forEach(each -> assertTrue(
                each.isAnnotatedWith(NullMarked.class), each.getName() + " has no @NullMarked package-info"));
    }

    // What the rules are made of.

    private static Stream<JavaMethod> functions(JavaClasses all) {
        return all.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(Funq.class));
    }

    private static boolean isFunction(JavaClass type) {
        return type.getMethods().stream().anyMatch(method -> method.isAnnotatedWith(Funq.class));
    }

    private static String kebab(String name) {
        return name.replaceAll("(?<=.)(?=\\p{Lu})", "-").toLowerCase(Locale.ROOT);
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith("io.quittance");
    }

    private static String layer(JavaClass type) {
        return isOurs(type)
                ? type.getPackageName().replaceFirst("io\\.quittance\\.?", "").replaceFirst("\\..*", "")
                : "";
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    private static Stream<JavaAccess<?>> accesses(JavaClass type) {
        return Stream.concat(type.getAccessesFromSelf().stream(), type.getCodeUnitReferencesFromSelf().stream());
    }

    private static DescribedPredicate<JavaClass> are(String what, Predicate<JavaClass> predicate) {
        return describe("are " + what, predicate);
    }

    private interface Check<T> {
        void on(T item, Consumer<String> events);
    }

    private static <T> ArchCondition<T> check(String what, Check<T> check) {
        return new ArchCondition<>(what) {
            @Override
            public void check(T item, ConditionEvents events) {
                check.on(item, violation -> events.add(violated(item, violation)));
            }
        };
    }
}
