package io.holdfast.internal.config.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.outbox.spi.OutboxChannel;
import io.holdfast.outbox.spi.OutboxChannel.PoisonPolicy;
import io.holdfast.outbox.spi.OutboxSettings;
import io.holdfast.outbox.spi.OutboxSettings.Enabled;
import io.holdfast.outbox.spi.OutboxSettings.Schema;
import io.holdfast.outbox.spi.OutboxSettings.WithoutTransaction;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxReaderTest {

    @Test
    void isQuietAndStrictByDefault() {
        OutboxSettings outbox = Configs.valid(Configs.PRIMARY).outbox();

        assertThat(outbox.enabled()).isEqualTo(Enabled.AUTO);
        assertThat(outbox.schema()).isEqualTo(Schema.MANAGED);
        assertThat(outbox.withoutTransaction()).isEqualTo(WithoutTransaction.REJECT);
        assertThat(outbox.relay().idlePoll()).isEqualTo(Duration.ofMinutes(1));
        assertThat(outbox.channels()).singleElement().satisfies(channel -> {
            assertThat(channel.name()).isEqualTo(OutboxChannel.DEFAULT);
            assertThat(channel.publisher()).isEqualTo("cdi");
            assertThat(channel.onPoison()).isEqualTo(PoisonPolicy.BLOCK_KEY);
            assertThat(channel.retry().maxAttempts()).isEqualTo(10);
        });
    }

    @Test
    void readsChannelsWithTheDefaultOneLast() {
        OutboxSettings outbox = Configs.valid(
                        Configs.PRIMARY,
                        "holdfast.outbox.channel.partners.types=order.*, invoice.created/1",
                        "holdfast.outbox.channel.partners.publisher=webhook",
                        "holdfast.outbox.channel.partners.on-poison=block-channel",
                        "holdfast.outbox.channel.partners.property.url=https://partner.example",
                        "holdfast.outbox.channel.partners.property.header.X-Key=k",
                        "holdfast.outbox.channel.default.max-attempts=3",
                        "holdfast.outbox.lease=1m")
                .outbox();

        assertThat(outbox.relay().lease()).isEqualTo(Duration.ofMinutes(1));
        assertThat(outbox.channels()).extracting(OutboxChannel::name).containsExactly("partners", "default");
        OutboxChannel partners = outbox.channels().get(0);
        assertThat(partners.types()).containsExactly("order.*", "invoice.created/1");
        assertThat(partners.onPoison()).isEqualTo(PoisonPolicy.BLOCK_CHANNEL);
        assertThat(partners.properties())
                .containsEntry("url", "https://partner.example")
                .containsEntry("header.X-Key", "k");
        assertThat(partners).hasToString("OutboxChannel[partners by webhook]");
        assertThat(outbox.channels().get(1).retry().maxAttempts()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "holdfast.outbox.enabled=perhaps",
                "holdfast.outbox.lease=0",
                "holdfast.outbox.threads=0",
                "holdfast.outbox.idle-poll=10ms",
                "holdfast.outbox.channel.x.on-poison=explode",
                "holdfast.outbox.channel.x.types=order.*.created",
                "holdfast.outbox.channel.x.max-attempts=0",
                "holdfast.outbox.channels=a b"
            })
    void reportsWhatItCannotUse(String line) {
        assertThat(Configs.read(Configs.PRIMARY, line).problems())
                .singleElement()
                .asString()
                .startsWith("holdfast.outbox.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "holdfast.outbox.poll",
                "holdfast.outbox.channel.x.publishers",
                "holdfast.outbox.channel.x.propety.url"
            })
    void namesKeysThatNobodyReads(String key) {
        assertThat(Configs.read(Configs.PRIMARY, key + "=x").warnings())
                .singleElement()
                .asString()
                .contains(key, "holdfast.outbox.");
    }
}
