package io.quittance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.quittance.testing.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code template.yaml} held against SAM's own JSON schema. That is no part of the project; {@code .ci/run} names the file
 * where it has found one.
 */
@EnabledIfSystemProperty(named = TemplateSchemaTest.SCHEMA, matches = ".+")
class TemplateSchemaTest {

    static final String SCHEMA = "quittance.sam-schema";

    private Template template;
    private JsonSchema schema;

    @BeforeEach
    void read() throws IOException {
        template = Template.read(Path.of("template.yaml"));
        schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                .getSchema(Files.readString(Path.of(System.getProperty(SCHEMA))));
    }

    private List<String> errors() {
        return schema.validate(template.root()).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    @Test
    void saysNothingThatSamDoesNotKnow() {
        assertFalse(template.functions().isEmpty());
        assertEquals(List.of(), errors());
    }

    /** So that the schema does not let pass whatever comes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/Globals/Function",
                "/Resources/Api/Properties",
                "/Resources/CancelBillingItemFunction/Properties",
                "/Resources/CancelBillingItemMessagesFunction/Properties/Events/Queue/Properties",
                "/Resources/RunDueActionsFunction/Properties/Events/Schedule/Properties"
            })
    void wouldFindAMisspeltProperty(String place) {
        JsonNode found = template.root().at(place);
        assertFalse(found.isMissingNode(), place);
        ((ObjectNode) found).put("Timeot", 29);
        assertNotEquals(List.of(), errors());
    }
}
