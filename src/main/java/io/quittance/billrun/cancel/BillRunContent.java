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
 * The documents of a bill run, as far as they fit into one chunk; no command counts a million invoices to answer.
 *
 * @param fits whether these are all documents
 */
public record BillRunContent(boolean fits, List<RunDocument> invoices, List<RunDocument> creditNotes) {

    /** Reads the documents of a run that some work concerns, up to the size of a chunk. */
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
