package io.quittance.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quittance.call.Functions;
import io.quittance.testing.Examples;
import jakarta.inject.Inject;
import java.lang.reflect.Type;
import org.junit.jupiter.api.Test;

/** A command's answer is stored as JSON and read back when the command is repeated under its key. */
@QuarkusTest
class StoredAnswersTest {

    @Inject
    Functions functions;

    @Inject
    Json json;

    @Test
    void readsEveryAnswerBackAsItWas() {
        for (Functions.Function function : functions.all()) {
            for (boolean full : new boolean[] {true, false}) {
                Type type = function.answerType();
                String stored = json.toJson(Examples.of(type, full));
                assertEquals(Examples.of(type, full), json.read(stored, type), function.name());
            }
        }
    }
}
