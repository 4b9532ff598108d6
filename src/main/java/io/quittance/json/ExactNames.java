package io.quittance.json;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.module.SimpleModule;
import org.jspecify.annotations.Nullable;

/**
 * The names of our own fields are taken as they are described, and in no other spelling.
 *
 * <p>Funqy's bindings would take them in any: of {@code timing} and {@code TIMING} in one request, the last would silently
 * win.
 */
final class ExactNames extends SimpleModule {

    private static final long serialVersionUID = 1;

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.insertAnnotationIntrospector(new OwnClasses());
    }

    private static final class OwnClasses extends NopAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public JsonFormat.@Nullable Value findFormat(Annotated annotated) {
            return annotated instanceof AnnotatedClass && StrictJson.isOurs(annotated.getRawType())
                    ? JsonFormat.Value.empty().withoutFeature(JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
                    : null;
        }
    }
}
