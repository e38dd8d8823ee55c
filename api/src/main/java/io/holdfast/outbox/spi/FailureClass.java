package io.holdfast.outbox.spi;

/**
 * What a failed delivery means for the event and for its channel.
 *
 * @since 0.1
 */
public enum FailureClass {

    /** It may work later: another attempt after a pause that grows. After the last attempt the event is parked. */
    TRANSIENT,

    /** Nothing gets through at present: the channel pauses for its tenant and no attempt is spent. */
    CHANNEL_DOWN,

    /** It will never work: the event is parked at once. */
    POISON
}
