package io.quittance;

import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.testing.Template;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Cuts a template down to some of its resources and everything that these refer to. */
record TemplatePart(String text) {

    private static final List<String> SECTIONS = List.of("Parameters", "Conditions", "Resources", "Outputs");

    /** They watch the functions, and no function refers to them. */
    private static final Set<String> ALARMS = Set.of("ErrorsAlarm", "ApiFailuresAlarm");

    /** The template of these resources, with the alarms on their errors and the outputs that are theirs. */
    String textOf(Set<String> resources) {
        Set<String> needed = needed(resources);
        var kept = new ArrayList<String>();
        String section = "";
        boolean isNeeded = true;
        for (String line : text.split("\n", -1)) {
            if (line.matches("[A-Za-z]+:.*")) {
                section = name(line);
                isNeeded = !SECTIONS.contains(section) || needed.contains(section);
            } else if (SECTIONS.contains(section) && line.matches("  [A-Za-z]+:.*")) {
                isNeeded = needed.contains(name(line));
            }
            if (isNeeded && !isBetweenEntries(section, line)) {
                kept.add(line);
            }
        }
        return String.join("\n", kept) + "\n";
    }

    /** Their comments are about several entries, of which some are left out. */
    private static boolean isBetweenEntries(String section, String line) {
        return SECTIONS.contains(section) && (line.isEmpty() || line.startsWith("  #"));
    }

    private static String name(String line) {
        return line.strip().replaceFirst(":.*", "");
    }

    /** The names of entries, and of the sections that have any. */
    private Set<String> needed(Set<String> resources) {
        Template template = Template.of(text);
        var needed = new HashSet<String>();
        var next = new ArrayDeque<>(resources);
        next.addAll(ALARMS);
        next.addAll(Template.references(template.root().path("Globals")));
        while (!next.isEmpty()) {
            String name = next.remove().replaceFirst("\\..*", "");
            if (needed.add(name)) {
                SECTIONS.forEach(section -> next.addAll(
                        Template.references(template.root().path(section).path(name))));
            }
        }
        addWhere(template.resourcesOf("AWS::Logs::MetricFilter"), needed);
        addWhere(template.entries("Outputs"), needed);
        for (String section : SECTIONS) {
            if (template.entries(section).keySet().stream().anyMatch(needed::contains)) {
                needed.add(section);
            }
        }
        return needed;
    }

    /** Adds what refers to nothing else than what is needed. */
    private static void addWhere(Map<String, JsonNode> entries, Set<String> needed) {
        entries.forEach((name, entry) -> {
            if (Template.references(entry).stream()
                    .allMatch(reference -> reference.startsWith("AWS::") || needed.contains(reference))) {
                needed.add(name);
            }
        });
    }
}
