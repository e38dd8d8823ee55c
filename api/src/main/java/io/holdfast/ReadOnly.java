package io.holdfast;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Opens a read scope around a method: connections taken in it are reads and may go to a replica.
 *
 * <p>A write inside is refused: by intent before any SQL is sent where the API says so, by the read-only session otherwise
 * (but for a write transaction that was active before, whose own connection is used). A transaction that begins inside the
 * scope is a read transaction, unless it is begun by a method with {@code REQUIRES_NEW}. A write transaction that was
 * already active wins: its methods read on its own connection.
 *
 * <p>An annotation on a method beats one on its class: a method with its own {@code @Transactional} of REQUIRED, REQUIRES_NEW or
 * MANDATORY in a class with {@code @ReadOnly} writes. As with every interceptor, a call of the object to itself is not seen.
 *
 * @since 0.1
 */
@InterceptorBinding
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ReadOnly {}
