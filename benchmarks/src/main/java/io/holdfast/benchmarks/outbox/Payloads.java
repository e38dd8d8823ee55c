package io.holdfast.benchmarks.outbox;

import java.nio.charset.StandardCharsets;

/** What events say. */
final class Payloads {

    static final String TYPE = "order.created/1";
    static final String HANDLED_TYPE = "handled.order/1";
    static final String FLOOD_TYPE = "flood.order/1";
    static final String TEXT = "x".repeat(200);
    static final byte[] BYTES = TEXT.getBytes(StandardCharsets.US_ASCII);

    private Payloads() {}
}
