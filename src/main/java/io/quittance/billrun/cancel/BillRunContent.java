package io.quittance.billrun.cancel;

import io.quittance.persistence.BulkWorkKind;
import io.quittance.persistence.RunCreditNotes;
import io.quittance.persistence.RunDocument;
import io.quittance.persistence.RunInvoices;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a bill run has made, as far as it fits one piece; nobody counts a million invoices to answer a command.
 *
 * @param fits whether it is all that there is
 */
public record BillRunContent(boolean fits, List<RunDocument> invoices, List<RunDocument> creditNotes) {

    /** Reads what a run has made and some work on it is about, up to the size of a piece. */
    static BillRunContent of(String run, BulkWorkKind work, int chunk) {
        List<RunDocument> invoices = RunInvoices.of(run, chunk + 1);
        List<RunDocument> creditNotes = RunCreditNotes.of(run, work, chunk + 1);
        return invoices.size() > chunk || creditNotes.size() > chunk
                ? new BillRunContent(false, List.of(), List.of())
                : new BillRunContent(true, invoices, creditNotes);
    }

    /** Whose it is. */
    Set<String> accounts() {
        return Stream.concat(invoices.stream(), creditNotes.stream())
                .map(RunDocument::accountId)
                .collect(Collectors.toSet());
    }
}
