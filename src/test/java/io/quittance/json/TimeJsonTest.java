package io.quittance.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeJsonTest {

    private record Times(LocalDate day, Instant moment) {}

    private final ObjectMapper mapper = new ObjectMapper();

    /** Ours come before the modules of others, as in the application. */
    @BeforeEach
    void customize() {
        new StrictJson().customize(mapper);
        mapper.findAndRegisterModules();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"day\":\"1900-01-01\",\"moment\":\"1900-01-01T00:00:00Z\"}",
                "{\"day\":\"9999-12-31\",\"moment\":\"9999-12-31T23:59:59.999999999Z\"}",
                "{\"day\":null,\"moment\":null}"
            })
    void takesTheFirstAndTheLast(String json) throws JsonProcessingException {
        assertEquals(
                StrictJson.ofOurOwn(mapper).forType(Times.class).<Times>readValue(json),
                mapper.readValue(json, Times.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"day\":\"1899-12-31\"}",
                "{\"day\":\"+10000-01-01\"}",
                "{\"moment\":\"1899-12-31T23:59:59Z\"}",
                "{\"moment\":\"+10000-01-01T00:00:00Z\"}"
            })
    void refusesTheOneBeforeAndTheOneAfter(String json) {
        assertThrows(JsonMappingException.class, () -> mapper.readValue(json, Times.class));
    }

    @Test
    void readsAnyOfOurOwn() throws JsonProcessingException {
        Times computed = new Times(LocalDate.of(10_000, 1, 31), Instant.parse("+10000-01-31T00:00:00Z"));
        String written = mapper.writeValueAsString(computed);
        assertEquals(computed, StrictJson.ofOurOwn(mapper).forType(Times.class).<Times>readValue(written));
    }
}
