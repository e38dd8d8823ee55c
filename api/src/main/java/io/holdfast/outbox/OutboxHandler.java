package io.holdfast.outbox;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method of a CDI bean receive events.
 *
 * <p>The method is not private or static, and has one or two parameters: the payload ({@code byte[]}, {@code String} or a class that
 * JSON Binding can make), or {@link OutboxEvent}, or both in this order. It is called with the event's tenant in force, in a
 * transaction of its own that also remembers the event in the {@link Inbox}: what it does in that database happens once, however often
 * the event is delivered. An exception, {@code Error}s included, rolls back and leaves the event for another attempt.
 *
 * <p>Several methods may want the same event; each has its own transaction and is called until it has succeeded once.
 *
 * @since 0.1
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OutboxHandler {

    /**
     * Which types of events: an alias, or its beginning and {@code *}.
     *
     * @return the patterns, such as {@code order.*}
     */
    String[] value();

    /**
     * What the inbox knows this handler by. Set it before the class or method is renamed: under another name the handler gets events
     * again that are still waiting.
     *
     * @return the name; empty for the simple name of the class, a dot and the name of the method
     */
    String consumer() default "";
}
