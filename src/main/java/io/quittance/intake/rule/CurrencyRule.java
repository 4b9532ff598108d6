package io.quittance.intake.rule;

import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;

/** Decides whether a code names a currency of ISO 4217 that amounts can be in. */
public final class CurrencyRule {

    private CurrencyRule() {}

    public static boolean isCurrency(String code) {
        try {
            return !CurrencyUnit.of(code).isPseudoCurrency();
        } catch (IllegalCurrencyException e) {
            return false;
        }
    }
}
