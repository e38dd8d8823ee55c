package io.holdfast.outbox;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method process each message once: a call with a message that it has processed before returns at once, with null, zero or
 * false. Uses the {@link Inbox}, and so needs a transaction around it, best of the same method.
 *
 * <p>The message is told by the parameter of type {@link OutboxEvent}, or by the one that carries {@link MessageId}.
 *
 * @since 0.1
 */
@Documented
@Inherited
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Idempotent {

    /**
     * What the inbox knows the consumer by.
     *
     * @return the name; empty for the simple name of the class, a dot and the name of the method
     */
    @Nonbinding
    String consumer() default "";

    /** Marks the parameter that holds the id of the message; its {@code toString()} counts. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.PARAMETER)
    @interface MessageId {}
}
