package io.quittance.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryRuleTest {

    private static final Instant NOW = Instant.parse("2026-06-10T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"1, 10", "2, 20", "3, 40", "10, 5120", "11, 7200", "12, 7200", "1000, 7200"})
    void waitsTwiceAsLongEachTimeAndAtMostTwoHours(int tried, long seconds) {
        assertEquals(Duration.ofSeconds(seconds), Duration.between(NOW, DeliveryRule.nextTry(tried, NOW)));
    }

    @Test
    void givesUpAtTheFourteenthTry() {
        assertFalse(DeliveryRule.isGivenUp(13));
        assertTrue(DeliveryRule.isGivenUp(14));
    }
}
