package io.holdfast;

/**
 * What the caller is about to do with a connection.
 *
 * <p>Intent is declared, never guessed: Holdfast does not parse SQL. Without a declaration the intent is the configured
 * default, {@link #WRITE} unless {@code holdfast.routing.default-intent} says otherwise.
 *
 * @since 0.1
 */
public enum AccessIntent {

    /** Only reads. Goes to a replica where consistency allows it, and is read-only wherever it lands. */
    READ,

    /** May write. Goes to the primary and pins the unit of work, so that its later reads see what it wrote. */
    WRITE
}
