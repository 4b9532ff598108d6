package io.quittance.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.json.StrictJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.reflect.Type;

/** Our own records as JSON and back, where failing to do so can only be our fault. */
@ApplicationScoped
public class Json {

    private final ObjectMapper mapper;

    Json(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    public String toJson(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot be written as JSON: " + value.getClass(), e);
        }
    }

    public JsonNode tree(Object value) {
        return mapper.valueToTree(value);
    }

    public <T> T read(String json, Class<T> type) {
        return type.cast(read(json, (Type) type));
    }

    /** The same for types with parameters. */
    public Object read(String json, Type type) {
        try {
            return StrictJson.ofOurOwn(mapper)
                    .forType(mapper.constructType(type))
                    .readValue(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot be read as " + type, e);
        }
    }
}
