package io.quittance.intake.record;

import java.util.List;
import org.joda.money.Money;

/** What pays invoice lines: a payment, or a use of available credits. */
public interface AllocatedRecord {

    String id();

    String accountId();

    Money amount();

    List<AllocationRecord> allocations();
}
