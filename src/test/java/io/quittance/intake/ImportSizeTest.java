package io.quittance.intake;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.call.Refusal;
import io.quittance.intake.record.ImportRecordsRequest;
import io.quittance.intake.record.ImportSize;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ImportSizeTest {

    /** {@code count} times the same, as a list of JSON. */
    private static String list(int count, String each) {
        return Stream.generate(() -> each).limit(count).collect(Collectors.joining(",", "[", "]"));
    }

    private static void mustFit(String json) {
        try {
            ImportSize.mustFit(new ObjectMapper().readValue(json, ImportRecordsRequest.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void refuses(String pointer, String json) {
        Refusal refusal = assertThrows(Refusal.class, () -> mustFit(json));
        assertEquals(true, String.valueOf(refusal.facts().get("errors")).contains("pointer=" + pointer + ","));
    }

    @Test
    void takesTheLastThatHasRoomAndNotTheNext() {
        assertDoesNotThrow(() -> mustFit("{\"accounts\":" + list(16_000, "{}") + "}"));
        refuses("/accounts/16000", "{\"accounts\":" + list(16_001, "{}") + "}");
    }

    @Test
    void countsRecordsOfAllKindsTogether() {
        refuses("/services/6000", "{\"accounts\":" + list(10_000, "{}") + ",\"services\":" + list(7_000, "{}") + "}");
    }

    @Test
    void countsWhatIsInRecordsToo() {
        refuses("/invoices/4000", "{\"invoices\":" + list(4_001, "{\"lines\":" + list(3, "{}") + "}") + "}");
        refuses("/payments/1", "{\"payments\":" + list(2, "{\"allocations\":" + list(8_000, "{}") + "}") + "}");
        refuses("/creditUses/0", "{\"creditUses\":" + list(1, "{\"allocations\":" + list(16_000, "{}") + "}") + "}");
        refuses(
                "/billingItems/2",
                "{\"billingItems\":"
                        + list(
                                3,
                                "{\"associated\":" + list(3_000, "\"a\"") + ",\"dependsOn\":" + list(3_000, "\"b\"")
                                        + "}")
                        + "}");
        refuses(
                "/subscriptionDefinitions/1",
                "{\"subscriptionDefinitions\":" + list(2, "{\"mandatoryClasses\":" + list(8_000, "\"c\"") + "}") + "}");
    }
}
