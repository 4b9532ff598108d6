package io.quittance.cancellation;

import io.quittance.cancellation.PrintedReceipt.Section;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A printed receipt as plain text: tables by columns of equal width. */
final class ReceiptText {

    private ReceiptText() {}

    static String of(PrintedReceipt receipt) {
        return Stream.of(
                        Stream.of(receipt.title(), "=".repeat(receipt.title().length()), ""),
                        receipt.sections().stream().flatMap(ReceiptText::lines),
                        Stream.of(receipt.contactLine()))
                .flatMap(lines -> lines)
                .map(line -> line.stripTrailing() + "\n")
                .collect(Collectors.joining());
    }

    private static Stream<String> lines(Section section) {
        List<List<String>> rows = Stream.concat(
                        section.heads().isEmpty() ? Stream.empty() : Stream.of(section.heads()),
                        section.rows().stream())
                .map(row -> row.stream().map(ReceiptText::oneLine).toList())
                .toList();
        List<Integer> widths = IntStream.range(0, rows.get(0).size())
                .mapToObj(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        return Stream.of(
                        Stream.of(section.title(), "-".repeat(section.title().length())),
                        rows.stream().map(row -> padded(row, widths)),
                        Stream.of(""))
                .flatMap(lines -> lines);
    }

    private static String padded(List<String> row, List<Integer> widths) {
        return IntStream.range(0, row.size())
                .mapToObj(
                        i -> row.get(i) + " ".repeat(widths.get(i) - row.get(i).length()))
                .collect(Collectors.joining("  "));
    }

    /** A line break in a note would make lines of its own. */
    private static String oneLine(String value) {
        return value.replaceAll("\\s*\\R\\s*", " / ");
    }
}
