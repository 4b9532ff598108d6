package io.quittance.intake.known;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.quittance.intake.record.CreditNoteRecord;
import io.quittance.intake.record.CreditUseRecord;
import io.quittance.intake.record.ImportRecordsRequest;
import io.quittance.persistence.AllocationExcess;
import io.quittance.persistence.CreditApplication;
import io.quittance.persistence.CreditBalance;
import io.quittance.persistence.CreditNote;
import io.quittance.persistence.CreditUse;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The credit notes and uses of credit that are known of those that an import brings, by ids.
 *
 * @param excessByUse what each was to pay beyond what was owed or available, by invoice, in minor units
 * @param available the available credit of each account, in minor units; accounts without credit are omitted
 */
public record KnownCredits(
        Map<String, CreditNote> notes,
        Map<String, CreditUse> uses,
        Map<String, List<CreditApplication>> applicationsByUse,
        Map<String, Map<String, Long>> excessByUse,
        Map<String, Long> available) {

    static KnownCredits load(ImportRecordsRequest request) {
        Set<String> notes =
                request.creditNotes().stream().map(CreditNoteRecord::id).collect(toSet());
        Set<String> uses =
                request.creditUses().stream().map(CreditUseRecord::id).collect(toSet());
        Set<String> accounts =
                request.creditUses().stream().map(CreditUseRecord::accountId).collect(toSet());
        return new KnownCredits(
                ImportSnapshot.byId(CreditNote.<CreditNote>list("id in ?1", notes), note -> note.id),
                ImportSnapshot.byId(CreditUse.<CreditUse>list("id in ?1", uses), use -> use.id),
                CreditApplication.ofUses(uses).stream()
                        .collect(groupingBy(application -> String.valueOf(application.creditUseId))),
                AllocationExcess.ofUses(uses).stream()
                        .collect(groupingBy(
                                excess -> String.valueOf(excess.creditUseId),
                                toMap(excess -> excess.invoiceId, excess -> excess.amountMinor))),
                CreditBalance.of(accounts));
    }
}
