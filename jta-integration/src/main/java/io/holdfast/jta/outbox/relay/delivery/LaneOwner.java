package io.holdfast.jta.outbox.relay.delivery;

import java.util.List;

/**
 * Who gives lanes their turns, sends what is in them and hears what became of it.
 *
 * <p><strong>Threading:</strong> {@link #deliver} is called from delivery threads, the others from any.
 */
public interface LaneOwner {

    /**
     * Lets a lane run on a delivery thread.
     *
     * @param lane the lane, which holds the right to run
     */
    void submit(Lane lane);

    /**
     * Sends items.
     *
     * @param turn the items, in their order
     * @param keyed whether they have a key, so that nothing may be sent after one that failed
     * @return true if anything of them failed or was not tried
     */
    boolean deliver(List<Item> turn, boolean keyed);

    /**
     * Takes a result.
     *
     * @param result what became of an item
     */
    void report(Result result);
}
