package io.quittance.intake;

import java.util.List;
import org.joda.money.Money;

/** What pays invoice lines: a payment, or a use of available credits. */
interface Paying {

    String id();

    String accountId();

    Money amount();

    List<AllocationRecord> allocations();
}
