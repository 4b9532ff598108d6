package io.quittance.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.funqy.Funq;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The events that functions publish: those that their Javadoc names, and those that tests see. An event and the audit entry of
 * its command are rows of one transaction. Every command may publish {@code command.refused}.
 */
public final class PublishedEvents {

    private static final Pattern FUNCTION = Pattern.compile(
            "/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s*(?:@\\w+\\s+)*public class [\\s\\S]*?@Funq\\(\"([a-z-]+)\"\\)");

    private static final Pattern PARAGRAPH = Pattern.compile("<p>Publishes ([\\s\\S]*?)(?:\\n \\*\\n|\\n $|$)");

    private static final Pattern EVENT = Pattern.compile("\\b[a-z]+(?:-[a-z]+)*\\.[a-z]+(?:-[a-z]+)*\\b");

    private static final Map<String, Set<String>> NAMED = named(Path.of("src/main/java"));

    private PublishedEvents() {}

    /** The Javadoc of each function, by the function's name. */
    public static Map<String, String> javadocs() {
        var javadocs = new TreeMap<String, String>();
        texts(Path.of("src/main/java")).forEach(text -> FUNCTION.matcher(text)
                .results()
                .forEach(function -> javadocs.put(function.group(2), function.group(1))));
        return javadocs;
    }

    /** The events that the Javadoc of each function names, by the function's name. */
    public static Map<String, Set<String>> named() {
        return NAMED;
    }

    private static Map<String, Set<String>> named(Path sources) {
        var named = new TreeMap<String, Set<String>>();
        texts(sources).forEach(text -> named.putAll(named(text)));
        return named;
    }

    /** The sources of functions. */
    private static List<String> texts(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            var texts = new ArrayList<String>();
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                String text = Files.readString(file);
                if (text.contains("@" + Funq.class.getSimpleName())) {
                    texts.add(text);
                }
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, Set<String>> named(String source) {
        var named = new TreeMap<String, Set<String>>();
        FUNCTION.matcher(source).results().forEach(function -> {
            var events = new TreeSet<String>();
            PARAGRAPH.matcher(function.group(1)).results().forEach(paragraph -> EVENT.matcher(paragraph.group(1))
                    .results()
                    .map(MatchResult::group)
                    .forEach(events::add));
            named.put(function.group(2), events);
        });
        return named;
    }

    /** Fails where a tenant's commands have published an event that the Javadoc of their function does not name. */
    public static void mustBeNamed(Books books, String tenant) {
        mustBeNamed(seen(books, tenant), NAMED);
    }

    /** The same for all tenants of the database. */
    public static void mustBeNamed(Books books) {
        mustBeNamed(seen(books), NAMED);
    }

    static void mustBeNamed(Map<String, Set<String>> seen, Map<String, Set<String>> named) {
        List<String> unnamed = new ArrayList<>();
        seen.forEach((function, events) -> events.stream()
                .filter(event -> !named.getOrDefault(function, Set.of()).contains(event))
                .forEach(event -> unnamed.add(function + " publishes " + event)));
        assertEquals(List.of(), unnamed, "The Javadoc of the function must name each event");
    }

    /** The events that commands have published and that are not delivered yet, by the function's name. */
    public static Map<String, Set<String>> seen(Books books) {
        return seen(books, "%");
    }

    private static Map<String, Set<String>> seen(Books books, String tenants) {
        var seen = new TreeMap<String, Set<String>>();
        books.texts(
                        "select distinct a.function || ' ' || o.type from audit a join outbox o using (tenant_id)"
                                + " where tenant_id like ? and a.xmin = o.xmin and o.type <> 'command.refused'",
                        tenants)
                .forEach(pair -> seen.computeIfAbsent(pair.split(" ")[0], name -> new TreeSet<>())
                        .add(pair.split(" ")[1]));
        return seen;
    }
}
