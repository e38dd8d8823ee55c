package io.holdfast.jta.outbox.relay;

/**
 * A channel that is down, for one tenant. It exists from the failure that opened it until an event gets through, or until there is
 * nothing left to try; meanwhile all its events wait. It pauses until {@link #probeAt}, then probes: a round claims one event, which
 * takes the probe and is sent. If that fails as well, or is not sent after all, it pauses again.
 *
 * <p><strong>Threading:</strong> owned by its {@link DatabaseRelay}.
 */
final class Circuit {
    private final String tenant;
    private final String channel;
    private long probeAt;
    private boolean probing;
    private boolean taken;

    Circuit(String tenant, String channel, long probeAt) {
        this.tenant = tenant;
        this.channel = channel;
        this.probeAt = probeAt;
    }

    String tenant() {
        return tenant;
    }

    String channel() {
        return channel;
    }

    long probeAt() {
        return probeAt;
    }

    /** Whether one event should be tried now. */
    boolean wantsProbe(long now) {
        return !probing && now - probeAt >= 0;
    }

    void probing() {
        probing = true;
        taken = false;
    }

    /** Takes the right to be the one event that is tried. */
    boolean tryTakeProbe() {
        boolean free = probing && !taken;
        taken |= free;
        return free;
    }

    boolean isProbing() {
        return probing;
    }

    /** Whether it was to be probed, and no event was sent for it. */
    boolean isProbeMissing() {
        return probing && !taken;
    }

    /** The probe failed, or did not take place. */
    void pauseUntil(long when) {
        probing = false;
        probeAt = when;
    }
}
