package io.holdfast.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.holdfast.outbox.OutboxEvent;
import io.holdfast.outbox.spi.FailureClass;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a receiver reads with the SDK of CloudEvents is what was published. */
class CloudEventsTest extends WebhookTestBase {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @ParameterizedTest
    @ValueSource(strings = {"binary", "structured"})
    void carriesTheAttributes(String mode) throws Exception {
        open("mode", mode);
        OutboxEvent event = Events.withHeaders(Map.of("traceparent", TRACE, "TraceState", "a=1,b=2"));

        CloudEvent read = sent(event).cloudEvent();

        assertThat(read.getSpecVersion()).isEqualTo(SpecVersion.V1);
        assertThat(read.getId()).isEqualTo(event.id().toString());
        assertThat(read.getType()).isEqualTo("order.placed");
        assertThat(read.getSource()).hasToString("/holdfast/shop");
        assertThat(read.getSubject()).isEqualTo("o-1");
        assertThat(read.getTime().toInstant()).isEqualTo(Events.CREATED);
        assertThat(read.getDataContentType()).isEqualTo("application/json");
        assertThat(read.getExtensionNames()).containsExactlyInAnyOrder("tenant", "traceparent", "tracestate");
        assertThat(read.getExtension("tenant")).isEqualTo("acme");
        assertThat(read.getExtension("traceparent")).isEqualTo(TRACE);
        assertThat(read.getExtension("tracestate")).isEqualTo("a=1,b=2");
        assertThat(new String(read.getData().toBytes(), StandardCharsets.UTF_8)).isEqualTo("{\"n\":1}");
    }

    @Test
    void sendsThePayloadAsItIsInBinaryMode() throws Exception {
        open();
        byte[] payload = {0, 1, (byte) 0xFF, '\n'};

        Receiver.Received got = sent(Events.of("application/octet-stream", payload));

        assertThat(got.method()).isEqualTo("POST");
        assertThat(got.uri()).isEqualTo("/hooks/s3cret-path?token=s3cret-query");
        assertThat(got.body()).isEqualTo(payload);
        assertThat(got.header("content-type")).isEqualTo("application/octet-stream");
    }

    @Test
    void sendsOneJsonDocumentInStructuredMode() throws Exception {
        open("mode", "structured");

        Receiver.Received got = sent(Events.unkeyed());

        assertThat(got.header("content-type")).isEqualTo("application/cloudevents+json; charset=UTF-8");
        assertThat(got.headers().keySet()).noneMatch(name -> name.regionMatches(true, 0, "ce-", 0, 3));
        assertThat(got.text()).contains("\"data\":{\"n\":1}").doesNotContain("subject");
    }

    @ParameterizedTest
    @ValueSource(strings = {"binary", "structured"})
    void carriesWhatIsNoAscii(String mode) throws Exception {
        open("mode", mode);
        String text = "Ünïcode \"100 %\" + 你好 🐘";
        OutboxEvent event = new OutboxEvent(
                UUID.randomUUID(),
                Optional.empty(),
                "dätä source",
                Events.CHANNEL,
                "order.placed",
                Optional.of(text),
                "application/json",
                Events.bytes("{\"text\":\"你好 🐘\"}"),
                Map.of("note", text),
                1,
                Events.CREATED);

        Receiver.Received got = sent(event);

        CloudEvent read = got.cloudEvent();
        assertThat(read.getSubject()).isEqualTo(text);
        assertThat(read.getSource()).hasToString("/holdfast/d%C3%A4t%C3%A4%20source");
        assertThat(read.getExtensionNames()).isEmpty();
        assertThat(new String(read.getData().toBytes(), StandardCharsets.UTF_8)).isEqualTo("{\"text\":\"你好 🐘\"}");
        assertThat(got.header("holdfast-note")).isASCII();
        assertThat(Receiver.Received.decode(got.header("holdfast-note"))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,\"id\":\"x\"", "{\"n\":", "{} {}", "", "\uFEFF{}", "{\"n\":01}"})
    void doesNotLetAPayloadThatIsNoJsonIntoTheDocument(String payload) throws Exception {
        open("mode", "structured");
        OutboxEvent event = Events.of("application/json", payload);

        CloudEvent read = sent(event).cloudEvent();

        assertThat(read.getId()).isEqualTo(event.id().toString());
        byte[] data = read.getData() == null ? new byte[0] : read.getData().toBytes();
        assertThat(data).isEqualTo(event.payload());
    }

    @Test
    void carriesOtherCharacterSetsInStructuredMode() throws Exception {
        open("mode", "structured");
        byte[] latin = "Grüße".getBytes(StandardCharsets.ISO_8859_1);

        CloudEvent read =
                sent(Events.of("text/plain; charset=ISO-8859-1", latin)).cloudEvent();

        assertThat(read.getDataContentType()).isEqualTo("text/plain; charset=ISO-8859-1");
        assertThat(read.getData().toBytes()).isEqualTo(latin);
    }

    @Test
    void takesTheSourceOfTheChannel() throws Exception {
        open("source", "https://example.org/shöp");

        assertThat(sent(Events.unkeyed()).cloudEvent().getSource()).hasToString("https://example.org/sh%C3%B6p");
    }

    @Test
    void keepsTheHeadersOfAnEventApartFromThoseOfTheRequest() throws Exception {
        open("header.Authorization", "Bearer abc");

        Receiver.Received got = sent(Events.withHeaders(Map.of("Authorization", "mine", "Host", "elsewhere")));

        assertThat(got.header("authorization")).isEqualTo("Bearer abc");
        assertThat(got.header("host")).isEqualTo(receiver.host());
        assertThat(got.header("holdfast-authorization")).isEqualTo("mine");
        assertThat(got.header("holdfast-host")).isEqualTo("elsewhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nx-evil: 1", "a\nb", "a\u0000b", "a\u0085b", "a\uD83Db"})
    void parksAnEventWithAHostileHeader(String value) {
        open();

        assertThat(failure(Events.withHeaders(Map.of("note", value))).failureClass())
                .isEqualTo(FailureClass.POISON);
        assertThat(failure(Events.withHeaders(Map.of("traceparent", value))).failureClass())
                .isEqualTo(FailureClass.POISON);
        assertThat(failure(Events.withHeaders(Map.of(value, "a"))).failureClass())
                .isEqualTo(FailureClass.POISON);
        assertThat(failure(Events.keyed(value))).hasMessageContaining("key").hasMessageNotContaining(value);
        assertThat(receiver.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "json", "application/json\r\nx-evil: 1", "application/json; a=ü", "a b/c"})
    void parksAnEventWithoutAMediaType(String contentType) {
        open();

        assertThat(failure(Events.of(contentType, "{}")).failureClass()).isEqualTo(FailureClass.POISON);
        assertThat(receiver.all()).isEmpty();
    }

    @Test
    void parksInBinaryModeWhatAReceiverWouldTakeForTheOther() throws Exception {
        open();

        assertThat(failure(Events.of("Application/CloudEvents+json", "{}")).failureClass())
                .isEqualTo(FailureClass.POISON);
    }

    @Test
    void parksAnEventWithOneHeaderTwice() {
        open();

        assertThat(failure(Events.withHeaders(Map.of("note", "a", "Note", "b"))))
                .hasMessageContaining("'note'");
    }
}
