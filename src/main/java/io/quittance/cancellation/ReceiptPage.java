package io.quittance.cancellation;

import io.quittance.cancellation.PrintedReceipt.Section;
import java.util.List;
import java.util.stream.Collectors;

/** A printed receipt as a page of HTML that needs nothing but itself. */
final class ReceiptPage {

    private ReceiptPage() {}

    static String of(PrintedReceipt receipt) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
                <title>%1$s</title>
                <style>
                body { font: 11pt/1.4 sans-serif; color: #000; background: #fff; max-width: 60em; margin: 2em auto; padding: 0 1em; }
                h1 { font-size: 1.5em; } h2 { font-size: 1.1em; margin: 1.5em 0 0.3em; }
                table { border-collapse: collapse; width: 100%%; }
                th, td { border-bottom: 1px solid #ccc; padding: 0.2em 0.8em 0.2em 0; text-align: left; vertical-align: top; }
                td { white-space: pre-line; overflow-wrap: anywhere; }
                @media print { body { margin: 0; max-width: none; } tr { break-inside: avoid; } h2 { break-after: avoid; } }
                </style>
                </head>
                <body>
                <h1>%1$s</h1>
                %2$s<p>%3$s</p>
                </body>
                </html>
                """.formatted(
                        escaped(receipt.title()),
                        receipt.sections().stream().map(ReceiptPage::table).collect(Collectors.joining()),
                        escaped(receipt.contactLine()));
    }

    private static String table(Section section) {
        return "<h2>" + escaped(section.title()) + "</h2>\n<table>\n"
                + (section.heads().isEmpty() ? "" : row("th scope=\"col\"", section.heads()))
                + section.rows().stream()
                        .map(cells -> section.heads().isEmpty() ? pair(cells) : row("td", cells))
                        .collect(Collectors.joining())
                + "</table>\n";
    }

    private static String pair(List<String> cells) {
        return "<tr><th scope=\"row\">" + escaped(cells.get(0)) + "</th><td>" + escaped(cells.get(1)) + "</td></tr>\n";
    }

    private static String row(String tag, List<String> cells) {
        String name = tag.substring(0, 2);
        return cells.stream()
                .map(cell -> "<" + tag + ">" + escaped(cell) + "</" + name + ">")
                .collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
