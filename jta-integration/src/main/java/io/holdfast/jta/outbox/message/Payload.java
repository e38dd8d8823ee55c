package io.holdfast.jta.outbox.message;

/**
 * What an event says, as bytes.
 *
 * @param bytes the bytes
 * @param contentType their media type
 */
public record Payload(byte[] bytes, String contentType) {}
