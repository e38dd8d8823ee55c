package io.holdfast.jta.outbox.relay.delivery;

/** Something for a delivery thread to do, in one go. */
interface Turn extends Runnable {

    /** It is not going to be run: the relay stops. */
    default void giveBack() {}
}
