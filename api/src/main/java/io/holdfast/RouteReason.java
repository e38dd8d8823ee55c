package io.holdfast;

/**
 * Why a connection went where it went. Every {@link Route} has exactly one; errors, listeners and log lines use the same
 * words.
 *
 * @since 0.1
 */
public enum RouteReason {

    /** The caller declared {@link AccessIntent#WRITE}: primary. */
    WRITE_INTENT,

    /** Nothing was declared and the default intent is WRITE: primary, because we cannot know that nothing is written. */
    DEFAULT_INTENT,

    /** A write transaction is active: everything in it uses its one connection to the primary. */
    IN_TRANSACTION,

    /** A read, and this unit of work may go to a replica. */
    READ_INTENT,

    /** A read, but this unit of work has written to the data source: primary, read-only. */
    PINNED,

    /** A read with {@link ReadRequirement#primary()}: primary, read-only. */
    PRIMARY_REQUIRED,

    /** A read outside any unit of work and without a pin: primary, because nobody remembers what was written before. */
    NO_UNIT_OF_WORK,

    /** A read, but the data source has no replicas: primary, read-only. */
    NO_REPLICA_CONFIGURED,

    /** A read, but no replica is usable at present: primary, read-only. */
    NO_REPLICA_USABLE,

    /** A read, but the replica this unit of work has read from is lost; another replica may be older: primary, read-only. */
    REPLICA_LOST,

    /**
     * A read, but this unit of work has read from the primary before, because it had to or had asked for it; a replica may be
     * older: primary, read-only.
     */
    READ_ON_PRIMARY
}
