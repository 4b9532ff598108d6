package io.quittance.intake.record;

import java.util.List;
import org.joda.money.Money;

/** A record that pays invoice lines: a payment, or a use of available credit. */
public interface AllocatedRecord {

    String id();

    String accountId();

    Money amount();

    List<AllocationRecord> allocations();
}
