package io.quittance.contract;

import static io.quittance.contract.Body.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real requests and answers are as the served API description says, and nothing else. */
public abstract class DescriptionContract extends HttpContract {

    private final ObjectMapper mapper = new ObjectMapper();

    private ApiDocument document;

    protected DescriptionContract(HttpBinding binding) {
        super(binding);
    }

    @BeforeEach
    void readTheDescription() throws Exception {
        document = ApiDocument.read(
                mapper, binding.send(HttpCall.get("/q/openapi?format=json")).body());
    }

    @Test
    void describesRealRequestsAndAnswers() throws Exception {
        answers(200, "import-records", Harbor.RECORDS);
        answers(200, "list-accounts", "{}");
        answers(200, "list-accounts", json("limit", 1, "name", "h"));
        answers(200, "list-invoices", json("open", true));
        answers(200, "preview-billing-item-cancellation", json("billingItemId", "server"));
        answers(200, "cancel-billing-item", Harbor.cancel("backup", "IMMEDIATE"));
        String id = answers(200, "cancel-billing-item", Harbor.cancel("server", "ANNIVERSARY"))
                .path("cancellationId")
                .asText();
        answers(200, "list-billing-items", "{}");
        answers(200, "list-cancellations", json("state", "SCHEDULED"));
        answers(200, "list-cancellation-reasons", null);
        answers(200, "get-cancellation", json("cancellationId", id));
        answers(200, "print-cancellation", json("cancellationId", id));
        answers(200, "undo-cancellation", json("cancellationId", id));
        answers(200, "run-due-actions", json("retryParked", true));
        answers(200, "measure-backlog", json("dueWithinDays", 7));
    }

    @Test
    void describesRealServices() throws Exception {
        answers(200, "import-records", Provided.LINE);
        answers(200, "get-subscription", json("subscriptionId", "shop"));
        answers(200, "list-subscriptions", "{}");
        answers(200, "list-penalties", "{}");
    }

    @Test
    void describesRealBillRuns() throws Exception {
        answers(200, "import-records", json("billRuns", List.of(Body.of("id", "run", "state", "COMPLETED"))));
        String cancel = json("billRunId", "run", "reason", Body.of("code", "NO_LONGER_NEEDED"));
        answers(200, "list-bill-runs", json("kind", "AD_HOC"));
        answers(200, "preview-bill-run-cancellation", json("billRunId", "run"));
        answers(409, "delete-bill-run", json("billRunId", "run"));
        answers(200, "cancel-bill-run", cancel);
        answers(409, "cancel-bill-run", cancel);
        answers(200, "get-bill-run", json("billRunId", "run"));
        answers(200, "list-cancellations", "{}");
        answers(200, "run-bulk-work", json("seconds", 1));
        answers(200, "delete-bill-run", json("billRunId", "run"));
    }

    @Test
    void describesRealClosures() throws Exception {
        client.has(Harbor.RECORDS);
        answers(
                200,
                "import-records",
                json(
                        "billings",
                        List.of(Body.of(
                                "id",
                                "B-1",
                                "accountId",
                                "harbor",
                                "plannedOn",
                                "2026-07-01",
                                "amount",
                                Body.of("amount", "1.00", "currency", "USD")))));
        String close =
                json("accountId", "harbor", "openInvoices", "WRITE_OFF", "reason", Body.of("code", "NO_LONGER_NEEDED"));
        answers(200, "list-billings", json("accountId", "harbor"));
        answers(200, "check-account-closure", json("accountId", "harbor"));
        answers(200, "preview-account-closure", close);
        answers(200, "close-account", close);
        answers(409, "close-account", close);
        answers(200, "check-account-closure", json("accountId", "harbor"));
        answers(200, "list-accounts", "{}");
    }

    @Test
    void describesRealCancellationRequests() throws Exception {
        client.has(Harbor.RECORDS);
        String items = items("server", "disk", "network", "firewall")
                .replace("\"firewall\"", "\"firewall\",\"timing\":\"IMMEDIATE\"");
        answers(200, "preview-cancellation-request", items);
        String id = answers(200, "request-cancellation", items)
                .path("cancellationRequestId")
                .asText();
        String request = json("cancellationRequestId", id);
        answers(409, "request-cancellation", items);
        answers(400, "request-cancellation", items());
        answers(200, "approve-cancellation-request", request);
        answers(409, "void-cancellation-request", request);
        answers(200, "remove-from-cancellation-request", request.replace("}", ",\"billingItemId\":\"network\"}"));
        answers(200, "get-cancellation-request", request);
        answers(200, "list-cancellation-requests", json("state", "APPROVED"));
        String other = answers(200, "request-cancellation", items("backup"))
                .path("cancellationRequestId")
                .asText();
        answers(200, "void-cancellation-request", json("cancellationRequestId", other));
    }

    @Test
    void describesRealDeclarations() throws Exception {
        client.has(Harbor.RECORDS);
        String key = Forms.newKey();
        client.has(Forms.policy(key));
        String form = Forms.body(key, "WITHDRAWAL", "\"statement\":\"Enough.\"");
        String id =
                answers(200, "declare-cancellation", form).path("declarationId").asText();
        answers(403, "declare-cancellation", Forms.body("pk_0000000000000000", "ORDINARY", ""));
        String match = json("declarationId", id, "accountId", "harbor", "billingItemId", "server");
        answers(200, "match-declaration", match);
        answers(200, "list-declarations", json("state", "MATCHED"));
        String dismiss = json("declarationId", id, "note", "Called off.");
        answers(200, "dismiss-declaration", dismiss);
        answers(409, "dismiss-declaration", dismiss);
    }

    @Test
    void describesRealRefusals() throws Exception {
        client.has(Harbor.RECORDS);
        answers(422, "cancel-billing-item", Harbor.cancel("fee", "IMMEDIATE"));
        answers(422, "cancel-billing-item", Harbor.cancel("network", "IMMEDIATE"));
        answers(404, "get-cancellation", json("cancellationId", "C-0"));
        answers(400, "list-accounts", json("limit", 0));
    }

    private static String items(String... ids) {
        return """
                {"items":[%s],"acknowledged":true,"termsVersion":"v1","reason":{"code":"NO_LONGER_NEEDED"}}""".formatted(Stream.of(ids).map(id -> json("billingItemId", id)).collect(Collectors.joining(",")));
    }

    private JsonNode answers(int status, String function, @Nullable String request) throws Exception {
        if (request != null && status != 400) {
            assertEquals(
                    List.of(),
                    document.errors(document.request(function), mapper.readTree(request)),
                    () -> function + " takes");
        }
        HttpAnswer answer = client.command(function, request == null ? "" : request);
        assertEquals(status, answer.status(), answer::toString);
        JsonNode json = mapper.readTree(answer.body());
        assertEquals(List.of(), document.errors(document.answer(function, status), json), () -> function + " answers");
        return json;
    }
}
