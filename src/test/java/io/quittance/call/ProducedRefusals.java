package io.quittance.call;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The refusals that tests produce over HTTP, as their sources say.
 *
 * <p>Only tests that run the application are looked at ({@code @QuarkusTest} and {@code …IT}), as the compiler reads them,
 * so that a comment counts for nothing. A reason counts where an answer is compared with it: in
 * {@code body("reason", is("X"))}, in an {@code assertEquals} of {@code path("reason")}, as {@code "reason":"X"} in a text that
 * an answer contains; or where it is handed to a method that does that, be it through the parameters of a test.
 */
final class ProducedRefusals {

    private static final Pattern WORD = Pattern.compile("[A-Z][A-Z_]+");
    private static final Pattern IN_TEXT = Pattern.compile("\"reason\":\"([A-Z_]+)\"");
    private static final Map<String, RefusalReason> REASONS =
            Stream.of(RefusalReason.values()).collect(Collectors.toMap(Enum::name, reason -> reason));

    /** By their names, with the one that each extends. */
    private final Map<String, ClassTree> classes = new HashMap<>();

    private final Set<RefusalReason> found = EnumSet.noneOf(RefusalReason.class);

    private ProducedRefusals() {}

    /** Those of all tests under some directories. */
    static Set<RefusalReason> of(Path... sources) throws IOException {
        var refusals = new ProducedRefusals();
        for (Path each : sources) {
            for (CompilationUnitTree unit : parsed(each)) {
                unit.getTypeDecls().stream()
                        .flatMap(ProducedRefusals::classes)
                        .forEach(type ->
                                refusals.classes.put(type.getSimpleName().toString(), type));
            }
        }
        refusals.classes.values().stream()
                .filter(ProducedRefusals::runsTheApplication)
                .flatMap(test -> Stream.concat(Stream.of(test), nested(test)))
                .forEach(refusals::collect);
        return refusals.found;
    }

    private static Stream<ClassTree> classes(Tree tree) {
        return tree instanceof ClassTree type ? Stream.of(type) : Stream.empty();
    }

    private static Stream<ClassTree> nested(ClassTree test) {
        return test.getMembers().stream().flatMap(ProducedRefusals::classes);
    }

    private static Iterable<? extends CompilationUnitTree> parsed(Path sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> paths = Files.walk(sources)) {
            List<Path> java =
                    paths.filter(path -> path.toString().endsWith(".java")).toList();
            var task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(java));
            return task.parse();
        }
    }

    private static boolean runsTheApplication(ClassTree test) {
        return test.getSimpleName().toString().endsWith("IT")
                || test.getModifiers().getAnnotations().stream()
                        .anyMatch(each -> each.getAnnotationType().toString().equals("QuarkusTest"));
    }

    private void collect(ClassTree test) {
        List<MethodTree> methods = methods(test);
        Set<String> comparing = comparing(methods);
        for (MethodTree method : methods) {
            if (compares(method, comparing)) {
                method.getModifiers().getAnnotations().forEach(this::takeParameters);
            }
            invocations(method).stream()
                    .filter(call -> isComparison(call) || comparing.contains(name(call)))
                    .forEach(call -> take(call.getArguments()));
        }
        takeTexts(test);
    }

    /** Its own, and those of the class that it extends. */
    private List<MethodTree> methods(@Nullable ClassTree test) {
        var methods = new ArrayList<MethodTree>();
        for (ClassTree each = test; each != null; each = above(each)) {
            each.getMembers().stream()
                    .filter(MethodTree.class::isInstance)
                    .map(MethodTree.class::cast)
                    .forEach(methods::add);
        }
        return methods;
    }

    private @Nullable ClassTree above(ClassTree test) {
        Tree above = test.getExtendsClause();
        return above == null ? null : classes.get(above.toString());
    }

    /** The names of the methods that compare a reason which they are given, or hand it on to one that does. */
    private static Set<String> comparing(List<MethodTree> methods) {
        var names = new HashSet<String>();
        boolean more = true;
        while (more) {
            more = false;
            for (MethodTree method : methods) {
                more |= !method.getParameters().isEmpty()
                        && compares(method, names)
                        && names.add(method.getName().toString());
            }
        }
        return names;
    }

    /** Whether it compares the reason of an answer with something that is not written there. */
    private static boolean compares(MethodTree method, Set<String> comparing) {
        return invocations(method).stream()
                .anyMatch(call -> comparing.contains(name(call))
                        || (isComparison(call) && reasons(call.getArguments()).isEmpty()));
    }

    /** {@code body("reason", …)} or {@code assertEquals(…, path("reason"))}. */
    private static boolean isComparison(MethodInvocationTree call) {
        return switch (name(call)) {
            case "body" ->
                call.getArguments().size() > 1 && isReason(call.getArguments().get(0));
            case "assertEquals" ->
                call.getArguments().stream()
                        .flatMap(argument -> invocations(argument).stream())
                        .anyMatch(inner -> name(inner).equals("path")
                                && inner.getArguments().stream().anyMatch(ProducedRefusals::isReason));
            default -> false;
        };
    }

    private static boolean isReason(Tree tree) {
        return tree instanceof LiteralTree literal && "reason".equals(literal.getValue());
    }

    private static String name(MethodInvocationTree call) {
        return call.getMethodSelect() instanceof MemberSelectTree of
                ? of.getIdentifier().toString()
                : call.getMethodSelect().toString();
    }

    private void takeParameters(AnnotationTree annotation) {
        annotation.accept(
                new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitLiteral(LiteralTree literal, Void unused) {
                        WORD.matcher(String.valueOf(literal.getValue()))
                                .results()
                                .map(word -> REASONS.get(word.group()))
                                .forEach(ProducedRefusals.this::take);
                        return null;
                    }
                },
                null);
    }

    private void take(List<? extends Tree> arguments) {
        found.addAll(reasons(arguments));
    }

    private void take(@Nullable RefusalReason reason) {
        if (reason != null) {
            found.add(reason);
        }
    }

    private void takeTexts(ClassTree test) {
        test.accept(
                new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitLiteral(LiteralTree literal, Void unused) {
                        IN_TEXT.matcher(String.valueOf(literal.getValue()))
                                .results()
                                .map(word -> REASONS.get(word.group(1)))
                                .forEach(ProducedRefusals.this::take);
                        return null;
                    }
                },
                null);
    }

    /** The reasons that are written down in some trees: as texts, or as constants. */
    private static Collection<RefusalReason> reasons(List<? extends Tree> trees) {
        var names = new ArrayList<String>();
        var scanner = new TreeScanner<Void, Void>() {
            @Override
            public Void visitLiteral(LiteralTree literal, Void unused) {
                names.add(String.valueOf(literal.getValue()));
                return null;
            }

            @Override
            public Void visitMemberSelect(MemberSelectTree select, Void unused) {
                names.add(select.getIdentifier().toString());
                return super.visitMemberSelect(select, unused);
            }

            @Override
            public Void visitIdentifier(IdentifierTree identifier, Void unused) {
                names.add(identifier.getName().toString());
                return null;
            }
        };
        trees.forEach(tree -> tree.accept(scanner, null));
        return names.stream()
                .filter(REASONS::containsKey)
                .map(RefusalReason::valueOf)
                .toList();
    }

    private static List<MethodInvocationTree> invocations(Tree tree) {
        var calls = new ArrayList<MethodInvocationTree>();
        tree.accept(
                new TreeScanner<Void, Void>() {
                    @Override
                    public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
                        calls.add(call);
                        return super.visitMethodInvocation(call, unused);
                    }
                },
                null);
        return calls;
    }
}
