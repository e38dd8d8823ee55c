package io.holdfast.internal.facade;

import org.jspecify.annotations.Nullable;

/** A library with a handle on one data source, as an application makes one at boot. Its table is {@code note(id, body)}. */
interface Library extends AutoCloseable {

    /** Stores a note in a transaction of its own and tells whether that ran on a standby. */
    boolean write(int id, String body);

    /** Looks a note up in a transaction of its own. */
    Seen read(int id);

    @Override
    void close();

    /**
     * What a read saw.
     *
     * @param standby whether it ran on a standby
     * @param body the note, or null if there was none
     */
    record Seen(boolean standby, @Nullable String body) {}
}
