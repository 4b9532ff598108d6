package io.quittance.sequences;

import static io.quittance.call.RefusalReason.ACCOUNT_CLOSED;
import static io.quittance.call.RefusalReason.ACCOUNT_CLOSURE_BLOCKED;
import static io.quittance.call.RefusalReason.OPEN_INVOICES_CHOICE_NOT_ALLOWED;
import static io.quittance.call.RefusalReason.SELF_SERVICE_NOT_ALLOWED;

import io.quittance.sequences.ExpectedEnd.Choice;
import java.time.LocalDate;
import java.util.Set;

/** How an account is closed, by docs/rules.md. */
final class ExpectedClosure {

    private final World world;
    private final ContractEnds contracts;
    private final ItemEnds items;

    ExpectedClosure(World world) {
        this.world = world;
        this.contracts = new ContractEnds(world);
        this.items = new ItemEnds(world);
    }

    Runnable close(Customer customer, Choice choice, String openInvoices, Person by) {
        Objection.when(
                by.isCustomer() && !(world.switches.selfService && customer.selfService), SELF_SERVICE_NOT_ALLOWED);
        Objection.when(customer.closed, ACCOUNT_CLOSED);
        Objection.when(
                world.refunds.stream().anyMatch(refund -> refund.customer == customer && refund.isWaiting()),
                ACCOUNT_CLOSURE_BLOCKED);
        Objection.when(by.isCustomer() && !openInvoices.equals("LEAVE"), OPEN_INVOICES_CHOICE_NOT_ALLOWED);
        LocalDate on = customer.dayOf(world.now).plusDays(world.switches.cancelDayUsed ? 1 : 0);
        ContractEnds.All all = contracts.all(customer, on, choice, by.role());
        return () -> {
            ExpectedEnd closure = world.open(
                    new ExpectedEnd.EndSubject("ACCOUNT", customer.id, customer),
                    new ExpectedEnd.EndTime("IMMEDIATE", on, world.now));
            world.ends.stream()
                    .filter(end -> end.customer == customer && end.isWaiting() && end.at.isAfter(world.now))
                    .forEach(end -> {
                        end.state = "SUPERSEDED";
                        end.supersededBy = closure;
                    });
            contracts.endAll(all, on, closure, by.subject());
            items.endAll(customer, on);
            endWaitingRequests(customer);
            world.billings.replaceAll((id, state) -> world.billed.get(id) == customer
                            && Set.of("SCHEDULED", "SUBMITTED").contains(state)
                    ? "CANCELED"
                    : state);
            if (openInvoices.equals("WRITE_OFF")) {
                world.owedBy(customer).forEach(line -> Paying.credit(line, line.outstanding()));
            }
            customer.licenses = 0;
            customer.closed = true;
            closure.state = "EFFECTIVE";
        };
    }

    /** Nobody has approved them, and their items have ended all the same. */
    private void endWaitingRequests(Customer customer) {
        world.requests.stream()
                .filter(request -> request.customer == customer && request.state.equals("PENDING"))
                .forEach(request -> {
                    request.rows.stream()
                            .filter(row -> row.result.equals("WAITING"))
                            .forEach(row -> row.result = "CANCELED");
                    request.state = "VOIDED";
                });
    }
}
