package io.holdfast;

/**
 * The part a node plays in its data source.
 *
 * @since 0.1
 */
public enum NodeRole {

    /** The one node that accepts writes. */
    PRIMARY,

    /** A node that follows the primary and may lag behind it. */
    REPLICA
}
