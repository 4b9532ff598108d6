package io.quittance.call;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The roles that may call a function; this is their only registry.
 *
 * <p>The HTTP door reads it before it reads a body, {@link Gate} checks it on every binding, and the API description
 * and the role matrix are made of it. The desk serves no call that has not passed the gate.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Roles {
    @Nonbinding
    Role[] value() default {};
}
