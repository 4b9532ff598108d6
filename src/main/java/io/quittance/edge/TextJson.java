package io.quittance.edge;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Text in JSON: what the database can keep. U+0000 and halves of a character are JSON, but no text to it. */
final class TextJson extends SimpleModule {

    private static final long serialVersionUID = 1;

    TextJson() {
        addDeserializer(String.class, new Reader());
    }

    private static final class Reader extends StdScalarDeserializer<String> {
        private static final long serialVersionUID = 1;

        Reader() {
            super(String.class);
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
