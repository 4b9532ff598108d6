package io.quittance.billrun.cancel;

import io.quittance.persistence.BillRunException.Cause;
import io.quittance.persistence.RunDocument;
import io.quittance.persistence.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** The plan's statements about the documents of a run. */
public final class RunDocuments {

    private RunDocuments() {}

    /** Documents of one kind in one currency: how many, and what they come to. */
    public record Sum(RunRecord record, long documents, Money amount) {}

    /** A document that cannot be canceled or removed, and why. */
    public record SkippedDocument(RunRecord record, String id, String accountId, Cause cause, Money amount) {}

    /** The sums of the documents without an obstacle, by kind and currency. */
    static List<Sum> sums(RunRecord record, List<RunDocument> made) {
        Map<String, List<RunDocument>> byCurrency = made.stream()
                .filter(each -> each.cause() == null)
                .collect(Collectors.groupingBy(RunDocument::currency, TreeMap::new, Collectors.toList()));
        return byCurrency.entrySet().stream()
                .map(each -> new Sum(
                        record,
                        each.getValue().size(),
                        each.getValue().stream()
                                .map(RunDocuments::money)
                                .reduce(Money.zero(CurrencyUnit.of(each.getKey())), Money::plus)))
                .toList();
    }

    /** The others. */
    public static List<SkippedDocument> exceptions(List<RunDocument> made) {
        var exceptions = new ArrayList<SkippedDocument>();
        for (RunDocument each : made) {
            Cause cause = each.cause();
            if (cause != null) {
                exceptions.add(new SkippedDocument(each.record(), each.id(), each.accountId(), cause, money(each)));
            }
        }
        return exceptions;
    }

    private static Money money(RunDocument made) {
        return Money.ofMinor(CurrencyUnit.of(made.currency()), made.amountMinor());
    }
}
