package io.quittance.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A migration as its statements, and whether its changes of rows reach the rows (docs/adr/0026).
 *
 * <p>Migrations run as the owner of the tables, for whom row-level security is forced, and name no tenant: a statement sees
 * no row of a table unless the script has lifted that before. Bodies of functions are not looked into, since a migration
 * only creates them.
 */
final class MigrationScript {

    private static final Pattern COMMENT = Pattern.compile("--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern TOKEN =
            Pattern.compile("'[^']*'|\\$(\\w*)\\$.*?\\$\\1\\$|;|[^;'$]+|['$]", Pattern.DOTALL);

    /** Table names are quoted nowhere; a name that is put together, as by format(), comes out as such. */
    private static final String NAME = "(?:only\\s+)?([\\w.%$]+)";

    private static final Pattern CHANGE = Pattern.compile("\\binsert\\s+into\\s+" + NAME + "|\\bdelete\\s+from\\s+"
            + NAME + "|\\bmerge\\s+into\\s+" + NAME + "|\\bupdate\\s+" + NAME + "(?:\\s+(?:as\\s+)?\\w+)?\\s+set\\b");
    private static final Pattern NAMED = Pattern.compile("\\b(?:from|join|into|update|using)\\s+" + NAME);
    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final Pattern FORCE =
            Pattern.compile("\\balter\\s+table\\s+" + NAME + "\\s+(no\\s+)?force\\s+row\\s+level\\s+security");

    private final List<String> statements;

    private MigrationScript(List<String> statements) {
        this.statements = statements;
    }

    static MigrationScript of(Path file) throws IOException {
        return of(Files.readString(file));
    }

    static MigrationScript of(String text) {
        var statements = new ArrayList<String>();
        var statement = new StringBuilder();
        for (Matcher token = TOKEN.matcher(COMMENT.matcher(text).replaceAll(" ") + ";"); token.find(); ) {
            if (!token.group().equals(";")) {
                statement.append(token.group());
            } else if (!statement.toString().isBlank()) {
                statements.add(statement.toString().strip().toLowerCase(Locale.ROOT));
                statement.setLength(0);
            }
        }
        return new MigrationScript(statements);
    }

    /** The tables whose rows it inserts, updates or deletes. */
    Set<String> changedTables() {
        return statements.stream()
                .flatMap(statement -> changedBy(statement).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> changedBy(String statement) {
        Matcher word = WORD.matcher(statement);
        boolean runs = word.find()
                && Set.of("insert", "update", "delete", "merge", "with", "do").contains(word.group());
        return runs ? names(CHANGE, statement) : Set.of();
    }

    private static Set<String> names(Pattern pattern, String statement) {
        var names = new TreeSet<String>();
        for (Matcher matcher = pattern.matcher(statement); matcher.find(); ) {
            for (int group = 1; group <= matcher.groupCount(); group++) {
                if (matcher.group(group) != null) {
                    names.add(matcher.group(group));
                }
            }
        }
        return names;
    }

    /**
     * What it does wrong.
     *
     * @param forced the tables with forced row-level security, once it is applied
     */
    List<String> findings(Set<String> forced) {
        var findings = new ArrayList<String>();
        var lifted = new HashSet<String>();
        for (String statement : statements) {
            for (Matcher force = FORCE.matcher(statement); force.find(); ) {
                if (force.group(2) != null) {
                    lifted.add(force.group(1));
                } else {
                    lifted.remove(force.group(1));
                }
            }
            Set<String> changed = changedBy(statement);
            if (!changed.isEmpty()) {
                changed.stream()
                        .filter(table -> !WORD.matcher(table).matches())
                        .forEach(table -> findings.add("the table that is changed must be named: " + table));
                names(NAMED, statement).stream()
                        .filter(table -> forced.contains(table) && !lifted.contains(table))
                        .forEach(table -> findings.add("row-level security of " + table
                                + " is forced while rows are changed: " + firstLine(statement)));
            }
        }
        lifted.forEach(table -> findings.add("row-level security of " + table + " is not forced again"));
        return findings;
    }

    private static String firstLine(String statement) {
        return statement.lines().findFirst().orElseThrow().strip();
    }
}
