package io.quittance;

import io.quittance.call.Functions;
import io.quittance.desk.QuotedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Generates {@code template.yaml} from the registry of functions and the files in {@code src/lambda/template}.
 *
 * <p>{@code stack.yaml} is the template, and the other files are patterns. In all of them {@code <name>} is replaced by a value, and a
 * line is YAML or one of these:
 *
 * <ul>
 *   <li>{@code # use FILE: name=value; name=value} includes a pattern with these values;
 *   <li>{@code # each KINDS: FILE} includes it once per function that is all of these kinds;
 *   <li>{@code # each KINDS: TEXT} repeats a line; a comma at its end separates the lines;
 *   <li>{@code TEXT # if KIND} is left out for a function that is not of this kind.
 * </ul>
 *
 * A function is {@code read}, {@code schedule}, or {@code command}; a command is {@code quoted} or {@code unquoted}, and {@code open} or has a
 * {@code queue}. Lines with {@code # if whole} are in the template of all functions only.
 */
final class TemplateSource {

    private static final String HEAD = """
            # Generated from src/lambda/template and the functions that the code has; edit that, and not this file. Then write it by
            #   ./mvnw test -Dtest=TemplateSourceTest -Dquittance.template.write=true
            """;

    private static final Path FOLDER = Path.of("src/lambda/template");
    private static final Pattern USE = Pattern.compile("( *)# use ([a-z]+\\.yaml)(?:: (.*))?");
    private static final Pattern EACH = Pattern.compile("( *)# each ([a-z ]+): (.*)");
    private static final Pattern IF = Pattern.compile("(.*) # if ([a-z]+)");
    private static final Pattern VALUE = Pattern.compile("<([A-Za-z]+)>");
    private static final Pattern SCHEDULE = Pattern.compile("# use schedule\\.yaml: name=([a-z-]+)");

    private final Map<String, Set<String>> kindsByFunction;
    private final Set<String> kindsOfAll;

    private TemplateSource(Map<String, Set<String>> kindsByFunction, Set<String> kindsOfAll) {
        this.kindsByFunction = kindsByFunction;
        this.kindsOfAll = kindsOfAll;
    }

    /** The template of all functions. */
    static String whole(Collection<Functions.Function> all) {
        return new TemplateSource(kinds(all), Set.of("whole")).text();
    }

    /**
     * The template of some functions, with the shared resources that these need.
     *
     * @param names functions that have a route
     */
    static String of(Set<String> names, Collection<Functions.Function> all) {
        Map<String, Set<String>> kinds = kinds(all);
        kinds.values().removeIf(kind -> kind.contains("schedule"));
        if (names.isEmpty() || !kinds.keySet().containsAll(names)) {
            throw new IllegalArgumentException(names + " must be of " + kinds.keySet());
        }
        kinds.keySet().retainAll(names);
        return new TemplatePart(new TemplateSource(kinds, Set.of()).text()).textOf(resources(kinds));
    }

    /** The names of the resources that functions have for themselves; those that read share one. */
    private static Set<String> resources(Map<String, Set<String>> kindsByFunction) {
        var resources = new TreeSet<String>();
        kindsByFunction.forEach((name, kinds) -> {
            resources.add(kinds.contains("read") ? "ReadsFunction" : camel(name) + "Function");
            if (kinds.contains("queue")) {
                Stream.of("MessagesFunction", "Queue", "DeadLetters", "DeadLettersAlarm")
                        .forEach(suffix -> resources.add(camel(name) + suffix));
            }
        });
        return resources;
    }

    static String camel(String name) {
        return Arrays.stream(name.split("-"))
                .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                .collect(Collectors.joining());
    }

    // What a function is.

    private static Map<String, Set<String>> kinds(Collection<Functions.Function> all) {
        Set<String> scheduled = SCHEDULE.matcher(String.join("\n", lines("stack.yaml")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        return all.stream()
                .collect(Collectors.toMap(
                        Functions.Function::name,
                        function -> kinds(function, scheduled.contains(function.name())),
                        (one, other) -> one,
                        TreeMap::new));
    }

    private static Set<String> kinds(Functions.Function function, boolean isScheduled) {
        if (isScheduled) {
            return Set.of("schedule");
        }
        if (!function.isCommand()) {
            return Set.of("read");
        }
        String quoted =
                function.requestType() instanceof Class<?> request && QuotedRequest.class.isAssignableFrom(request)
                        ? "quoted"
                        : "unquoted";
        return Set.of("command", quoted, function.isOpen() ? "open" : "queue");
    }

    // The text.

    private String text() {
        List<String> stack = expanded("stack.yaml", Map.of(), kindsOfAll);
        return HEAD + String.join("\n", stack) + "\n";
    }

    private List<String> expanded(String file, Map<String, String> values, Set<String> kinds) {
        return lines(file).stream()
                .flatMap(line -> expandedLine(line, values, kinds))
                .toList();
    }

    private Stream<String> expandedLine(String line, Map<String, String> values, Set<String> kinds) {
        Matcher use = USE.matcher(line);
        if (use.matches()) {
            return indented(use.group(1), expanded(use.group(2), with(use.group(3), values), kinds));
        }
        Matcher each = EACH.matcher(line);
        if (each.matches()) {
            return indented(each.group(1), repeated(Set.of(each.group(2).split(" ")), each.group(3)));
        }
        Matcher condition = IF.matcher(line);
        if (condition.matches()) {
            return kinds.contains(condition.group(2)) ? Stream.of(filled(condition.group(1), values)) : Stream.of();
        }
        return Stream.of(filled(line, values));
    }

    private List<String> repeated(Set<String> wanted, String pattern) {
        var repeated = new ArrayList<String>();
        kindsByFunction.forEach((name, kinds) -> {
            if (kinds.containsAll(wanted)) {
                Map<String, String> values =
                        Map.of("name", name, "Name", camel(name), "Quote", kinds.contains("quoted") ? "Quote" : "");
                repeated.addAll(
                        pattern.endsWith(".yaml")
                                ? expanded(pattern, values, kinds)
                                : List.of(filled(pattern, values)));
            }
        });
        if (pattern.endsWith(",") && !repeated.isEmpty()) {
            repeated.add(repeated.remove(repeated.size() - 1).replaceFirst(",$", ""));
        }
        return repeated;
    }

    /** More values: those that a pattern is used with, which may be made of the others. */
    private static Map<String, String> with(@Nullable String arguments, Map<String, String> values) {
        var all = new HashMap<>(values);
        for (String argument : arguments == null ? new String[0] : arguments.split("; ")) {
            String[] parts = argument.split("=", 2);
            all.put(parts[0], filled(parts[1], values));
            if (parts[0].equals("name")) {
                all.put("Name", camel(parts[1]));
            }
        }
        return all;
    }

    private static String filled(String line, Map<String, String> values) {
        return VALUE.matcher(line).replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                throw new IllegalStateException(found.group() + " has no value: " + line);
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private static Stream<String> indented(String by, List<String> lines) {
        return lines.stream().map(line -> line.isEmpty() ? line : by + line);
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(FOLDER.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
