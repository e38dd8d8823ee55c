package io.holdfast.demo.servers;

/**
 * What the shop answered.
 *
 * <p><strong>Threading:</strong> immutable.
 */
record Reply(String node, long orders, String reason) {

    @Override
    public String toString() {
        return orders + " orders, says " + node + " (" + reason + ")";
    }
}
