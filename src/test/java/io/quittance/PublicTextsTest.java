package io.quittance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Public texts are plain professional English. They are the string literals of the code (problems, field errors, reasons,
 * warnings, receipts, descriptions), its comments, the messages of constraints, the descriptions of events, and the pages.
 */
class PublicTextsTest {

    /** Phrases that a reader has to decode, each with a sample and the words to use instead. */
    private enum Phrase {
        TWICE("stands? twice", "the line stands twice", "is a duplicate"),
        NOTHING("more than nothing", "must be more than nothing", "must be greater than zero"),
        PAST("must have been\\W*$", "must have been", "must not be in the future"),
        NOBODY("\\b(is|are) nobody'?s?\\b", "The key is nobody's.", "no tenant has this key"),
        SILENCE("without a word", "left out without a word", "silently"),
        WAY("(stands?|something|what) in the way", "All that stands in the way is listed", "obstacle"),
        HANGS("hangs? on\\b", "what hangs on it", "depends on"),
        WHOEVER("\\bwhoever\\b", "Whoever asks", "a caller who"),
        BESIDE("\\bbeside\\b", "must not stand beside it", "next to, in addition to"),
        TOLD("\\b(is|was|are|were) told\\b", "the payment system was told", "published, returned, logged, shown"),
        TELLS("\\btells\\b", "the answer tells", "returns, shows"),
        GIVES_WAY("\\b(gives?|gave) way\\b", "it gave way to C-2", "is superseded"),
        CALL_OFF("\\bcall(s|ed|ing)? off\\b", "the request is called off", "void"),
        TAKEN_BACK("\\btaken back\\b", "a refund that was taken back", "reversed"),
        BE_THEY("\\bbe (they|it)\\b", "be they invoices or notes", "whether"),
        ASKED_FOR("\\b(was|is|were|are) asked for\\b", "USD 5.00 was asked for", "was requested"),
        SO_MANY(
                "\\bso (many|much) (that )?(pieces|days|months|a minute|are|is|there)\\b",
                "so many a minute",
                "a number of"),
        BOOKS("\\bthe books\\b", "as the books stand", "the database, the ledger"),
        ROLE("whose role may", "Ask somebody whose role may", "with one of the roles");

        private final Pattern pattern;
        private final String sample;
        private final String better;

        Phrase(String pattern, String sample, String better) {
            this.pattern = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
            this.sample = sample;
            this.better = better;
        }

        private boolean isIn(String text) {
            return pattern.matcher(text).find();
        }
    }

    /**
     * Comments, and string literals; those joined by a plus are one. Characters are skipped. Possessive, since a page of SQL
     * is long.
     */
    private static final Pattern TEXT = Pattern.compile("\"\"\"([\\s\\S]*?)(?<!\\\\)\"\"\""
            + "|(\"[^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+\"(?:\\s*\\+\\s*\"[^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+\")*+)"
            + "|/\\*([\\s\\S]*?)\\*/|//([^\\n]*)|'(?:\\\\.|[^'\\\\])'");

    private static List<Path> files(String folder, String end) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }

    private static String text(MatchResult match) {
        if (match.group(2) != null) {
            return match.group(2).replaceAll("\"\\s*\\+\\s*\"", "");
        }
        return Stream.of(1, 3, 4)
                .map(match::group)
                .filter(Objects::nonNull)
                .findFirst()
                .map(comment -> comment.replaceAll("\\n\\s*\\* ?", " "))
                .orElse("");
    }

    private static List<String> found(String where, String text) {
        return Stream.of(Phrase.values())
                .filter(phrase -> phrase.isIn(text))
                .map(phrase -> where + ": " + text.strip() + " (say: " + phrase.better + ")")
                .toList();
    }

    @Test
    void catchEachPhraseAndItsReplacementPasses() {
        for (Phrase phrase : Phrase.values()) {
            assertEquals(1, found("sample", phrase.sample).size() > 0 ? 1 : 0, phrase.name());
            assertEquals(List.of(), found("sample", phrase.better));
        }
    }

    @Test
    void areInPlainEnglishInTheCode() throws IOException {
        var wrong = new ArrayList<String>();
        for (String folder :
                List.of("src/main/java", "src/local/java", "src/lambda/java", "src/knative/java", "src/google/java")) {
            for (Path file : files(folder, ".java")) {
                TEXT.matcher(Files.readString(file))
                        .results()
                        .map(PublicTextsTest::text)
                        .forEach(text -> wrong.addAll(found(file.getFileName().toString(), text)));
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void areInPlainEnglishInThePages() throws IOException {
        var pages = new ArrayList<>(files("docs", ".md"));
        pages.addAll(files("docs/events", ".json"));
        pages.addAll(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md"), Path.of("CHANGELOG.md")));
        pages.addAll(files("src/main/resources", ".properties"));
        var wrong = new ArrayList<String>();
        for (Path page : pages) {
            for (String paragraph : Files.readString(page).split("\n\\s*\n|\n(?=[|#*-])")) {
                String text = paragraph.replaceAll("`[^`]*`", "").replaceAll("\\s*\n\\s*", " ");
                wrong.addAll(found(page.toString(), text));
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void areReadAcrossLinesAndPluses() {
        List<String> texts =
                TEXT.matcher("""
                        say("it stands"
                                + " twice");
                        /**
                         * It hangs
                         * on this.
                         */
                        """).results().map(PublicTextsTest::text).toList();
        assertEquals(
                2,
                texts.stream().filter(text -> !found("sample", text).isEmpty()).count());
    }
}
