package io.quittance.sequences;

import io.quittance.sequences.ExpectedUnused.Worth;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The lines of a new invoice that bill days after an end which is written down, by docs/rules.md. */
final class LateBill {

    private final World world;
    private final List<ExpectedLine> lines;

    LateBill(World world, List<ExpectedLine> lines) {
        this.world = world;
        this.lines = lines;
    }

    /** They are not owed, as if the invoice had been known when it ended. */
    void settle() {
        List<Worth> worths =
                lines.stream().map(this::worth).filter(Objects::nonNull).toList();
        worths.forEach(worth -> {
            worth.line().creditedNet += worth.net();
            worth.line().creditedTax += worth.tax();
            worth.line().daysCredited |= worth.credit() > 0;
        });
    }

    private @Nullable Worth worth(ExpectedLine line) {
        ExpectedEnd end = endOf(line);
        if (end == null || !line.until.isAfter(end.on)) {
            return null;
        }
        boolean periodic = line.contract == null || line.contract.billedAs.equals("PERIODIC");
        if (periodic && !line.kind.equals("ONE_TIME") && begins(line, end.on)) {
            return new Worth(line, line.net, line.tax);
        }
        if (end.timing.equals("EXPIRY")) {
            return null;
        }
        List<ExpectedLine> together =
                lines.stream().filter(each -> endOf(each) == end).toList();
        return new ExpectedUnused(world, end.customer, end.on, end.at)
                .of(together).stream()
                        .filter(each -> each.line() == line)
                        .findFirst()
                        .orElse(null);
    }

    private static boolean begins(ExpectedLine line, LocalDate on) {
        return !line.from.isBefore(on);
    }

    /** The first end that is written down; of an item, for its later periods only. */
    private static @Nullable ExpectedEnd endOf(ExpectedLine line) {
        return Stream.of(
                        Stream.ofNullable(line.service)
                                .filter(service -> !service.isProvided())
                                .map(service -> service.end),
                        Stream.ofNullable(line.contract).map(contract -> contract.ended),
                        Stream.ofNullable(line.item)
                                .map(item -> item.ended)
                                .filter(end -> end != null && begins(line, end.on)))
                .flatMap(each -> each)
                .filter(Objects::nonNull)
                .min(Comparator.comparing(end -> end.on))
                .orElse(null);
    }
}
