package io.quittance.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** The rows of a file of reference cases, by the names of its columns. */
public final class Cases {

    private Cases() {}

    /** The rows of a file of {@code src/test/resources/cases}. */
    public static List<Map<String, String>> of(String file) {
        try {
            List<String> lines = Files.readAllLines(Path.of("src/test/resources/cases", file));
            String[] names = lines.get(0).split(",");
            var rows = new ArrayList<Map<String, String>>();
            for (String line : lines.subList(1, lines.size())) {
                // Only the source, last, may hold a comma.
                String[] values = line.split(",", names.length);
                var row = new HashMap<String, String>();
                for (int i = 0; i < names.length; i++) {
                    row.put(names[i], values[i]);
                }
                rows.add(row);
            }
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An amount in minor units; nothing where the row says none. */
    public static long minor(String currency, String amount) {
        return amount.isEmpty()
                ? 0
                : Money.parse(CurrencyUnit.of(currency) + " " + amount).getAmountMinorLong();
    }
}
