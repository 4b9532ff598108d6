package io.quittance.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A test that runs only in the long form of the check ({@code -Dquittance.long=true}), because a shorter one proves the same
 * kind on every change. CONTRIBUTING.md lists both.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(named = "quittance.long", matches = "true", disabledReason = "runs in the long form")
public @interface LongForm {

    /** The size of a loop: small on every change, full in the long form. */
    final class Size {

        private Size() {}

        public static int of(int small, int full) {
            return Boolean.getBoolean("quittance.long") ? full : small;
        }
    }
}
