package io.holdfast.jta.outbox.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.error.DataException;
import io.holdfast.outbox.spi.OutboxChannel;
import io.holdfast.outbox.spi.OutboxChannel.PoisonPolicy;
import io.holdfast.outbox.spi.OutboxChannel.RetryPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagesTest {
    private final PayloadCodec codec = new PayloadCodec(MessagesTest.class.getClassLoader());

    /** A payload for JSON Binding. */
    public static final class Thing {
        public String name = "";
        public int size;
    }

    /** A payload that cannot be written. */
    public static final class Endless {
        public Endless getSelf() {
            return new Endless();
        }
    }

    @AfterEach
    void close() {
        codec.close();
    }

    @ParameterizedTest
    @CsvSource({
        "order.created, order.created, true",
        "order.created, order.created/2, false",
        "order.*, order.created/2, true",
        "order.*, orders.created, false",
        "*, anything, true"
    })
    void matchesTypes(String pattern, String type, boolean matches) {
        assertThat(TypePatterns.matches(pattern, type)).isEqualTo(matches);
    }

    @Test
    void sendsATypeToTheFirstChannelThatWantsIt() {
        Channels channels = new Channels(List.of(
                channel("orders", "order.*"), channel("all", "*"), channel("late", "order.*"), channel("default")));

        assertThat(channels.ofType("order.created")).isEqualTo("orders");
        assertThat(channels.ofType("invoice")).isEqualTo("all");
        assertThat(new Channels(List.of(channel("default"))).ofType("invoice")).isEqualTo("default");
    }

    private static OutboxChannel channel(String name, String... types) {
        RetryPolicy retry = new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        return new OutboxChannel(name, List.of(types), "cdi", PoisonPolicy.SKIP, retry, Map.of());
    }

    @Test
    void makesIdsThatBeginWithTheTime() {
        UUID id = new UuidV7(() -> 0x0123_4567_89ABL).next();

        assertThat(id.toString()).startsWith("01234567-89ab-7");
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(new UuidV7(() -> 0).next()).isNotEqualTo(new UuidV7(() -> 0).next());
    }

    @Test
    void leavesBytesAndTextAsTheyAre() {
        byte[] bytes = {1, 2, 3};

        Payload payload = codec.encode("t", bytes, null);
        bytes[0] = 9;

        assertThat(payload.bytes()).containsExactly(1, 2, 3);
        assertThat(payload.contentType()).isEqualTo("application/octet-stream");
        assertThat(codec.encode("t", "grüße", null).bytes()).isEqualTo("grüße".getBytes(StandardCharsets.UTF_8));
        assertThat(codec.encode("t", "<a/>", "application/xml").contentType()).isEqualTo("application/xml");
        assertThat(codec.encode("t", null, null).bytes()).isEmpty();
        assertThat(codec.decode("grüße".getBytes(StandardCharsets.UTF_8), String.class))
                .isEqualTo("grüße");
    }

    @Test
    void writesAndReadsJson() {
        Thing thing = new Thing();
        thing.name = "anvil";
        thing.size = 3;

        Payload payload = codec.encode("t", thing, null);
        Thing read = (Thing) codec.decode(payload.bytes(), Thing.class);

        assertThat(payload.contentType()).isEqualTo("application/json");
        assertThat(new String(payload.bytes(), StandardCharsets.UTF_8)).contains("\"anvil\"");
        assertThat(read.size).isEqualTo(3);
    }

    @Test
    void saysWhatCannotBeWrittenOrRead() {
        assertThatThrownBy(() -> codec.encode("t", new Endless(), null))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("HOLDF00605", "'t'", "Endless");
        assertThatThrownBy(() -> codec.decode("no json".getBytes(StandardCharsets.UTF_8), Thing.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Thing");
    }

    @Test
    void saysThatJsonBindingIsMissing() {
        PayloadCodec without = new PayloadCodec(ClassLoader.getPlatformClassLoader());

        assertThatThrownBy(() -> without.encode("t", new Thing(), null))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("HOLDF00604", "jakarta.json.bind");
        assertThatThrownBy(() -> without.decode(new byte[0], Thing.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("JSON Binding");
    }
}
