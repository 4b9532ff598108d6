package io.quittance.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Text in JSON: what the database can keep. U+0000 and halves of a character are JSON, but no text to it.
 *
 * <p>Only the text of our own classes is checked. An event of AWS may contain anything: if it were refused there, a bad
 * body would fail the whole call and not be answered as a bad request.
 */
final class TextJson extends SimpleModule {

    private static final long serialVersionUID = 1;

    TextJson() {
        addDeserializer(String.class, new Reader());
    }

    private static final class Reader extends StdScalarDeserializer<String> implements ContextualDeserializer {
        private static final long serialVersionUID = 1;

        Reader() {
            super(String.class);
        }

        @Override
        public JsonDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
            boolean isOurs = property != null
                    && property.getMember() != null
                    && StrictJson.isOurs(property.getMember().getDeclaringClass());
            return isOurs ? this : StringDeserializer.instance;
        }

        @Override
        public @Nullable String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = StringDeserializer.instance.deserialize(parser, context);
            boolean storable = text == null
                    || (text.indexOf('\0') < 0
                            && StandardCharsets.UTF_8.newEncoder().canEncode(text));
            return storable
                    ? text
                    : (String) context.handleWeirdStringValue(
                            String.class, "", "a text without U+0000 and half characters");
        }
    }
}
