package io.holdfast.internal.datasource;

import io.holdfast.AccessIntent;
import io.holdfast.ReadAfterWritePin;
import io.holdfast.ReadRequirement;
import io.holdfast.internal.tenancy.WorkFrame;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants, with what is in force around it.
 *
 * @param intent the declared intent, or null if nothing was declared
 * @param requirement how fresh a read has to be
 * @param frame the frame in force, or null outside any unit of work
 * @param pin who remembers what was written: the unit of work, or the caller's own pin, or null
 * @param questions what a lazy handle holds of the primary already, to answer questions, or null
 */
record Want(
        @Nullable AccessIntent intent,
        ReadRequirement requirement,
        @Nullable WorkFrame frame,
        @Nullable ReadAfterWritePin pin,
        @Nullable Recorded questions) {

    static Want of(@Nullable AccessIntent intent, @Nullable WorkFrame frame, @Nullable Recorded questions) {
        return new Want(intent, ReadRequirement.any(), frame, frame == null ? null : frame.unit(), questions);
    }

    static Want declared(AccessIntent intent, @Nullable WorkFrame frame, @Nullable ReadAfterWritePin pin) {
        return new Want(intent, ReadRequirement.any(), frame, pin, null);
    }

    boolean isRead(AccessIntent defaultIntent) {
        if (intent != null) {
            return intent == AccessIntent.READ;
        }
        return frame != null && frame.isReading() || defaultIntent == AccessIntent.READ;
    }

    boolean writesInReadScope() {
        return intent == AccessIntent.WRITE && frame != null && frame.isReading();
    }

    @Nullable String readPlace() {
        return frame == null ? null : frame.readPlace();
    }

    @Nullable String writePlace() {
        return frame == null ? null : frame.writePlace();
    }
}
