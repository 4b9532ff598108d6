package io.quittance.contract;

import static io.quittance.contract.Body.json;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.call.RefusalReason;
import io.quittance.call.Role;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask for what: known by the claims of a token alone, and bound to a tenant, a role and perhaps an account. */
public abstract class CallerContract extends HttpContract {

    protected CallerContract(HttpBinding binding) {
        super(binding);
    }

    private static final String ROLES = "Roles: ";

    // Without a token.

    @Test
    void asksForAToken() {
        HttpAnswer answer = binding.send(HttpCall.post("/list-accounts", "{}"));
        isProblem(answer, RefusalReason.UNAUTHENTICATED);
        assertEquals("Bearer", answer.header("WWW-Authenticate"));
    }

    /** Neither the server nor an authorizer has taken these for tokens. */
    @ParameterizedTest
    @ValueSource(strings = {"Bearer abc", "Bearer a.b.c", "Bearer", "Basic YTpi", "Digest x"})
    void believesNoHeaderThatHoldsNoToken(String header) {
        HttpCall call = HttpCall.post("/list-accounts", "{}").with("Authorization", header);
        isProblem(binding.send(call), RefusalReason.UNAUTHENTICATED);
    }

    @Test
    void opensOneFunctionToEverybody() {
        for (String function : functions().keySet()) {
            if (!function.equals("declare-cancellation")) {
                HttpCall call = HttpCall.post("/" + function, json("publishableKey", "pk_0000000000000000"))
                        .with("Idempotency-Key", "x");
                isProblem(binding.send(call), RefusalReason.UNAUTHENTICATED);
            }
        }
    }

    /** A page's question before its call, which the gateway answers where there is one. */
    @Test
    void answersNoPreflight() {
        HttpAnswer answer = binding.send(new HttpCall(
                "OPTIONS",
                "/list-accounts",
                null,
                Map.of("Origin", "https://elsewhere.example", "Access-Control-Request-Method", "POST"),
                null));
        isProblem(answer, RefusalReason.UNAUTHENTICATED);
        assertEquals(null, answer.header("Access-Control-Allow-Origin"));
    }

    // With a token that does not say enough.

    @Test
    void refusesTokensThatLackAClaim() {
        refuses(without("tenant"));
        refuses(without("groups"));
        refuses(with("tenant", " "));
        refuses(with("tenant", "t".repeat(65)));
        refuses(with("groups", List.of()));
        refuses(with("groups", List.of("king")));
        refuses(with("groups", List.of("agent", "system")));
        // Names of groups that have our own in them, however a gateway writes them.
        refuses(with("groups", List.of("billing system")));
        refuses(with("groups", List.of("billing,system")));
        refuses(with("tenant", List.of("t")));
        // A customer of no account.
        refuses(with("groups", List.of("customer")));
        // Nobody's token names the role of those who have none.
        refuses(with("groups", List.of("anonymous")));
    }

    private Map<String, Object> without(String claim) {
        var claims = new HashMap<>(client.claims());
        claims.remove(claim);
        return claims;
    }

    private Map<String, Object> with(String claim, Object value) {
        var claims = new HashMap<>(client.claims());
        claims.put(claim, value);
        return claims;
    }

    private void refuses(Map<String, Object> claims) {
        isProblem(binding.send(HttpCall.post("/list-accounts", "{}").by(claims)), RefusalReason.TOKEN_INCOMPLETE);
    }

    @Test
    void looksAtOurOwnGroupsOnly() {
        isDone(binding.send(
                HttpCall.post("/list-accounts", "{}").by(with("groups", List.of("staff", "agent", "readers")))));
    }

    // Roles.

    @Test
    void refusesARoleThatMayNotBeforeItLooksAtTheBody() {
        isProblem(client.as(Role.AGENT).command("import-records", "{}"), RefusalReason.NOT_ALLOWED);
        isProblem(client.as(Role.AGENT).command("import-records", "{bad"), RefusalReason.NOT_ALLOWED);
        isProblem(client.asCustomerOf("harbor").ask("run-due-actions", "{}"), RefusalReason.NOT_ALLOWED);
    }

    /** What may pass stops at its bad request, and changes nothing. */
    @Test
    void letsOnlyTheDescribedRolesOfEachFunctionPass() {
        for (Map.Entry<String, Set<String>> function : functions().entrySet()) {
            for (Role role : List.of(Role.CUSTOMER, Role.AGENT, Role.BILLING_ADMIN, Role.SYSTEM)) {
                Client caller = role == Role.CUSTOMER ? client.asCustomerOf("harbor") : client.as(role);
                HttpAnswer answer = caller.ask(function.getKey(), json("unknown", 1));
                Set<String> roles = function.getValue();
                boolean passes = roles.contains(role.group()) || roles.contains(Role.ANONYMOUS.group());
                assertEquals(!passes, answer.status() == 403, () -> role + " " + function + ": " + answer);
            }
        }
    }

    /** All functions with the roles that may call them, as the API description tells. */
    private Map<String, Set<String>> functions() {
        Map<String, Map<String, Map<String, String>>> paths =
                binding.send(HttpCall.get("/q/openapi?format=json")).path("paths");
        assertTrue(paths != null && paths.size() > 40, () -> "The description has paths");
        return paths.entrySet().stream()
                .collect(toMap(path -> path.getKey().substring(1), path -> roles(path.getValue())));
    }

    private static Set<String> roles(Map<String, Map<String, String>> path) {
        String told = String.valueOf(path.get("post").get("description"));
        String roles = told.substring(told.lastIndexOf(ROLES) + ROLES.length(), told.length() - 1);
        return Set.copyOf(Arrays.asList(roles.split(", ")));
    }

    // Tenants and accounts.

    @Test
    void showsNoTenantWhatAnotherHas() {
        client.has(Harbor.RECORDS);
        Client other = Client.ofNewTenant(binding);
        assertEquals(List.of(), other.ask("list-billing-items", "{}").path("items"));
        isProblem(
                other.command("cancel-billing-item", Harbor.cancel("server", "IMMEDIATE")),
                RefusalReason.BILLING_ITEM_NOT_FOUND);
        assertEquals(0, client.told("billing-item.canceled", "server"));
    }

    @Test
    void bindsACustomerToTheAccount() {
        client.has(Harbor.RECORDS);
        Client other = client.asCustomerOf("kawa");
        assertEquals(List.of("mail"), other.ask("list-billing-items", "{}").path("items.billingItemId"));
        isProblem(other.ask("list-billing-items", json("accountId", "harbor")), RefusalReason.ACCOUNT_NOT_FOUND);
        isProblem(
                other.command("cancel-billing-item", Harbor.cancel("server", "ANNIVERSARY")),
                RefusalReason.BILLING_ITEM_NOT_FOUND);
        isDone(client.asCustomerOf("harbor").command("cancel-billing-item", Harbor.cancel("server", "ANNIVERSARY")));
    }
}
