package io.quittance.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.intake.known.ImportSnapshot;
import io.quittance.intake.known.KnownBelongings;
import io.quittance.intake.known.KnownBillRuns;
import io.quittance.intake.known.KnownContracts;
import io.quittance.intake.known.KnownCredits;
import io.quittance.intake.known.KnownTerms;
import io.quittance.intake.record.ImportRecordsRequest;
import io.quittance.json.StrictJson;
import io.quittance.persistence.Account;
import io.quittance.persistence.Invoice;
import io.quittance.persistence.InvoiceLine;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Set;

/** What Quittance knows before an import, put together without any books; requests are written as callers write them. */
final class Knowing {

    /** The moment of the import, by which things have ended or not. */
    static final Instant NOW = Instant.parse("2026-06-10T12:00:00Z");

    private static final ObjectMapper JSON = json();

    private Knowing() {}

    private static ObjectMapper json() {
        var json = new ObjectMapper();
        json.findAndRegisterModules();
        new StrictJson().customize(json);
        return json;
    }

    /** Nothing yet; the maps can be filled. */
    static ImportSnapshot nothing() {
        return new ImportSnapshot(
                new ImportSnapshot.KnownTenant(null, new HashMap<>(), new HashMap<>(), new HashMap<>(), Set.of()),
                new HashMap<>(),
                new ImportSnapshot.KnownItems(new HashMap<>(), new HashMap<>(), new HashMap<>()),
                new ImportSnapshot.KnownInvoices(new HashMap<>(), new HashMap<>(), new HashMap<>()),
                new ImportSnapshot.KnownPayments(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>()),
                new KnownTerms(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>()),
                new KnownContracts(new HashMap<>(), new HashMap<>(), new HashMap<>()),
                new KnownBelongings(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>()),
                new KnownCredits(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>()),
                new KnownBillRuns(new HashMap<>(), new HashMap<>()),
                new HashMap<>());
    }

    /** The accounts {@code harbor} and {@code port}, both in USD. */
    static ImportSnapshot accounts() {
        ImportSnapshot known = nothing();
        for (String id : List.of("harbor", "port")) {
            var account = new Account();
            account.id = id;
            account.currency = "USD";
            account.timeZone = "UTC";
            known.accounts().put(id, account);
        }
        return known;
    }

    /** Adds an invoice of an account with lines of these amounts, {@code I-1-1} and so on. */
    static List<InvoiceLine> addInvoice(ImportSnapshot known, String id, String account, long... nets) {
        var invoice = new Invoice();
        invoice.id = id;
        invoice.accountId = account;
        invoice.issuedOn = LocalDate.parse("2026-06-01");
        invoice.dueOn = LocalDate.parse("2026-06-15");
        invoice.currency = "USD";
        known.documents().invoices().put(id, invoice);
        for (int i = 0; i < nets.length; i++) {
            var line = new InvoiceLine();
            line.id = id + "-" + (i + 1);
            line.invoiceId = id;
            line.description = "Use";
            line.periodFrom = LocalDate.parse("2026-06-01");
            line.periodUntil = LocalDate.parse("2026-07-01");
            line.netMinor = nets[i];
            known.documents().lines().put(line.id, line);
        }
        List<InvoiceLine> lines = known.documents().lines().values().stream()
                .filter(line -> line.invoiceId.equals(id))
                .sorted((one, other) -> one.id.compareTo(other.id))
                .toList();
        known.documents().linesByInvoice().put(id, lines);
        return lines;
    }

    /** The request may have single quotes for double ones. */
    static void assertErrors(ImportSnapshot known, String request, String... errors) {
        try {
            assertEquals(
                    List.of(errors),
                    ImportRules.errors(
                                    JSON.readValue(request.replace('\'', '"'), ImportRecordsRequest.class), known, NOW)
                            .stream()
                            .map(error -> error.pointer() + " " + error.detail())
                            .toList());
        } catch (JsonProcessingException e) {
            throw new AssertionError(request, e);
        }
    }
}
