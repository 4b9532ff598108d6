package io.quittance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Public texts are plain professional English. They are the string literals of the code (problems, field errors, reasons,
 * warnings, receipts, descriptions), the descriptions of events, and the pages.
 */
class PublicTextsTest {

    /** Phrases that a reader has to decode, each with a sample and the words to use instead. */
    private enum Phrase {
        TWICE("stands? twice", "the line stands twice", "is a duplicate"),
        NOTHING("more than nothing", "must be more than nothing", "must be greater than zero"),
        PAST("must have been(?! )", "must have been", "must not be in the future"),
        NOBODY("\\b(is|are) nobody'?s?\\b", "The key is nobody's.", "no tenant has this key"),
        SILENCE("without a word", "left out without a word", "silently"),
        WAY("(stands?|something|what) in the way", "All that stands in the way is listed", "obstacle"),
        HANGS("hangs? on\\b", "what hangs on it", "depends on"),
        WHOEVER("\\bwhoever\\b", "Whoever asks", "a caller who"),
        BESIDE("\\bbesides?\\b", "must not stand beside it", "next to, in addition to"),
        TOLD("\\b(is|was|are|were) told\\b", "the payment system was told", "published, returned, logged, shown"),
        TELLS("\\btells\\b", "the answer tells", "returns, shows"),
        GIVES_WAY("\\b(gives?|gave) way\\b", "it gave way to C-2", "is superseded"),
        CALL_OFF("\\bcall(s|ed|ing)? off\\b", "the request is called off", "void"),
        TAKEN_BACK("\\btaken back\\b", "a refund that was taken back", "reversed"),
        BE_THEY("\\bbe (they|it)\\b", "be they invoices or notes", "whether"),
        ASKED_FOR("\\b(was|is|were|are) asked for\\b", "USD 5.00 was asked for", "was requested"),
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

    /** String literals; comments and characters are skipped. Possessive, since a page of SQL is long. */
    private static final Pattern LITERAL = Pattern.compile("\"\"\"([\\s\\S]*?)(?<!\\\\)\"\"\""
            + "|\"([^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+)\""
            + "|/\\*[\\s\\S]*?\\*/|//[^\\n]*|'(?:\\\\.|[^'\\\\])'");

    private static List<Path> files(String folder, String end) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }

    private static String literal(MatchResult match) {
        return match.group(1) != null ? match.group(1) : match.group(2) != null ? match.group(2) : "";
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
                LITERAL.matcher(Files.readString(file))
                        .results()
                        .map(PublicTextsTest::literal)
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
        var wrong = new ArrayList<String>();
        for (Path page : pages) {
            for (String line : Files.readAllLines(page)) {
                wrong.addAll(found(page.toString(), line.replaceAll("`[^`]*`", "")));
            }
        }
        assertEquals(List.of(), wrong);
    }
}
