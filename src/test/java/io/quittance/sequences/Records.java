package io.quittance.sequences;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a world, as records of an import. */
final class Records {

    static final String TERMS = "v1";

    private final ObjectNode body = PlayedCommand.object();

    /** Records of services beside these. */
    ServiceRecords services() {
        return new ServiceRecords(this);
    }

    ObjectNode body() {
        return body;
    }

    ObjectNode add(String array) {
        return body.withArray("/" + array).addObject();
    }

    Records policy(World world) {
        Switches switches = world.switches;
        ObjectNode policy = body.putObject("policy")
                .put("cancelDayUsed", switches.cancelDayUsed)
                .put("cutOffDays", switches.cutOffDays)
                .put("selfServiceCancellation", switches.selfService)
                .put("allowRefund", switches.allowRefund)
                .put("expiryDays", switches.expiryDays)
                .put("creditPolicy", switches.creditPolicy)
                .put("backDatingDays", switches.backDatingDays)
                .put("goodwillDays", switches.goodwillDays)
                .put("dayCount", switches.dayCount)
                .put("creditOneTime", switches.creditOneTime)
                .put("creditTrial", switches.creditTrial)
                .put("refundCanceledItems", switches.refundCanceledItems)
                .put("selfServiceRefundMode", switches.selfServiceRefundMode)
                .put("termsVersion", TERMS)
                .put("termsText", "Gone is gone.")
                .put("contactLine", "Ask.");
        ArrayNode fees = policy.putArray("adminFees");
        ArrayNode limits = policy.putArray("refundLimits");
        world.customers.values().forEach(customer -> {
            Long fee = switches.fees.get(customer.currency);
            Long limit = switches.limits.get(customer.currency);
            boolean known = world.customers.values().stream()
                    .takeWhile(each -> each != customer)
                    .anyMatch(each -> each.currency.equals(customer.currency));
            if (fee != null && !known) {
                fees.add(customer.money(fee));
            }
            if (limit != null && !known) {
                limits.add(customer.money(limit));
            }
        });
        return this;
    }

    Records customer(Customer customer) {
        add("accounts")
                .put("id", customer.id)
                .put("name", customer.id)
                .put("currency", customer.currency)
                .put("timeZone", customer.zone.getId())
                .put("licenses", customer.licenses)
                .put("selfServiceCancellation", customer.selfService)
                .put("receivableActive", customer.receivableActive);
        return this;
    }

    Records category(int cutOffDays) {
        add("itemCategories").put("id", "cut-" + cutOffDays).put("name", "Cut").put("cutOffDays", cutOffDays);
        return this;
    }

    Records item(ExpectedItem item) {
        ObjectNode record = add("billingItems")
                .put("id", item.id)
                .put("accountId", item.customer.id)
                .put("name", item.id)
                .put("anchorOn", item.periods.anchor().toString())
                .put("periodUnit", unit(item.periods))
                .put("periodCount", item.periods.count())
                .put("cancelable", item.cancelable);
        record.set("price", item.customer.money(100));
        if (item.parent != null) {
            record.put("parentId", item.parent.id);
        }
        if (item.cutOffDays != null) {
            record.put("categoryId", "cut-" + item.cutOffDays);
        }
        item.associated.forEach(other -> record.withArray("/associated").add(other.id));
        item.dependsOn.forEach(other -> record.withArray("/dependsOn").add(other.id));
        return this;
    }

    private static String unit(Periods periods) {
        return periods.unit().name().replaceAll("S$", "");
    }

    Records contract(ExpectedSubscription contract) {
        ObjectNode record = add("subscriptions")
                .put("id", contract.id)
                .put("accountId", contract.customer.id)
                .put("name", contract.id)
                .put("state", contract.standing)
                .put("startsOn", contract.startsOn.toString())
                .put("anchorOn", contract.periods.anchor().toString())
                .put("periodUnit", unit(contract.periods))
                .put("periodCount", contract.periods.count())
                .put("billedAs", contract.billedAs);
        if (contract.expiresOn != null) {
            record.put("expiresOn", contract.expiresOn.toString());
        }
        if (contract.definition != null) {
            record.put("definitionId", contract.definition.id());
        }
        return this;
    }

    Records invoice(ExpectedLine.ExpectedInvoice invoice, List<ExpectedLine> lines) {
        ObjectNode record = add("invoices")
                .put("id", invoice.id())
                .put("accountId", invoice.customer().id)
                .put("issuedOn", invoice.dueOn().minusDays(10).toString())
                .put("dueOn", invoice.dueOn().toString());
        lines.forEach(line -> line(record.withArray("/lines").addObject(), line));
        return this;
    }

    private static void line(ObjectNode record, ExpectedLine line) {
        Customer customer = line.invoice.customer();
        record.put("id", line.id)
                .put("description", line.id)
                .put("kind", line.kind)
                .put("periodFrom", line.from.toString())
                .put("periodUntil", line.until.toString());
        record.set("net", customer.money(line.net));
        record.set("coupon", customer.money(line.coupon));
        record.set("tax", customer.money(line.tax));
        if (line.rate != null) {
            record.put("taxRate", BigDecimal.valueOf(line.rate, 3).toPlainString());
        }
        if (line.item != null) {
            record.put("billingItemId", line.item.id);
        }
        if (line.contract != null) {
            record.put("subscriptionId", line.contract.id);
        }
        if (line.service != null) {
            record.put("serviceId", line.service.id);
        }
    }

    Records note(ExpectedNote note) {
        ObjectNode record = add("creditNotes")
                .put("id", note.id)
                .put("accountId", note.customer.id)
                .put("issuedOn", "2026-01-01");
        record.set("amount", note.customer.money(note.amount));
        if (note.contract != null) {
            record.put("subscriptionId", note.contract.id);
        }
        if (note.item != null) {
            record.put("billingItemId", note.item.id);
        }
        if (note.line != null) {
            record.put("lineId", note.line.id);
        }
        return this;
    }

    /** What a payment or a use of credit pays: a line, or an invoice. */
    record Allocation(@Nullable ExpectedLine line, ExpectedLine.@Nullable ExpectedInvoice invoice, long amount) {}

    Records payment(ExpectedPayment payment, List<Allocation> allocations) {
        allocations(
                add("payments").put("id", payment.id).put("receivedOn", "2026-01-01"),
                payment.customer,
                payment.amount,
                allocations);
        return this;
    }

    Records use(String id, Customer customer, long amount, List<Allocation> allocations) {
        allocations(add("creditUses").put("id", id).put("usedOn", "2026-01-01"), customer, amount, allocations);
        return this;
    }

    private static void allocations(ObjectNode record, Customer customer, long amount, List<Allocation> allocations) {
        record.put("accountId", customer.id).set("amount", customer.money(amount));
        allocations.forEach(each -> {
            ObjectNode allocation = record.withArray("/allocations").addObject();
            allocation.set("amount", customer.money(each.amount()));
            if (each.line() != null) {
                allocation.put("lineId", each.line().id);
            } else if (each.invoice() != null) {
                allocation.put("invoiceId", each.invoice().id());
            }
        });
    }

    Records billing(String id, Customer customer, String state) {
        add("billings")
                .put("id", id)
                .put("accountId", customer.id)
                .put("plannedOn", "2026-01-01")
                .put("state", state)
                .set("amount", customer.money(100));
        return this;
    }
}
