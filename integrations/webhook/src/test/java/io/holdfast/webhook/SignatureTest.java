package io.holdfast.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.outbox.OutboxEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A receiver that follows Standard Webhooks can verify what it gets. */
class SignatureTest extends WebhookTestBase {

    private static final String SECRET = "a text of more than 24 bytes";

    @ParameterizedTest
    @ValueSource(strings = {"binary", "structured"})
    void signsIdTimeAndBody(String mode) throws Exception {
        open("mode", mode, "secret", SECRET);
        OutboxEvent event = Events.unkeyed();

        Receiver.Received got = sent(event);

        assertThat(got.header("webhook-id")).isEqualTo(event.id().toString());
        assertThat(got.header("webhook-timestamp")).isEqualTo(Long.toString(NOW.getEpochSecond()));
        assertThat(got.header("webhook-signature")).isEqualTo(expected(Events.bytes(SECRET), got));
    }

    @Test
    void decodesASecretOfTheConvention(@TempDir Path directory) throws Exception {
        byte[] key = Events.bytes("123456789012345678901234");
        Path file = directory.resolve("secret");
        Files.writeString(file, "whsec_" + Base64.getEncoder().encodeToString(key) + "\n");
        open("secret-file", file.toString());

        Receiver.Received got = sent(Events.unkeyed());

        assertThat(got.header("webhook-signature")).isEqualTo(expected(key, got));
    }

    /** Computed with OpenSSL, so that this code does not only agree with itself. */
    @Test
    void agreesWithAnotherImplementation() {
        WebhookSignature signature = new WebhookSignature(Events.bytes("123456789012345678901234"));

        String value = signature.of(
                UUID.fromString("0c1f6f0e-6c3a-4b1e-9a52-0f5a3a1f2b10"), 1674087231L, Events.bytes("{\"n\":1}"));

        assertThat(value).isEqualTo("v1,fFidCpE2xW4jq9quhDBUyRzDwAhL9G6RlV5v2Lkx8WU=");
    }

    @Test
    void signsNothingWithoutASecret() throws Exception {
        open();

        assertThat(sent(Events.unkeyed()).headers().keySet())
                .noneMatch(name -> name.regionMatches(true, 0, "webhook-", 0, 8));
    }

    private static String expected(byte[] key, Receiver.Received got) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String head = got.header("webhook-id") + "." + got.header("webhook-timestamp") + ".";
        mac.update(head.getBytes(StandardCharsets.US_ASCII));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(got.body()));
    }
}
