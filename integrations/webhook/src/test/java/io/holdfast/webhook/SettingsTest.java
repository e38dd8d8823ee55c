package io.holdfast.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.holdfast.outbox.spi.OutboxChannel;
import io.holdfast.outbox.spi.OutboxPublisher;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong property fails the deployment and is named, without what it says. */
class SettingsTest {

    private static final Map<String, String> URL = Map.of("url", "https://example.org/hook");

    @Test
    void isFoundByItsName() {
        assertThat(ServiceLoader.load(OutboxPublisher.class))
                .singleElement()
                .satisfies(publisher -> assertThat(publisher.name()).isEqualTo("webhook"));
    }

    @Test
    void needsOnlyAnUrl() {
        WebhookSettings settings = settings(URL);

        assertThat(settings.structured()).isFalse();
        assertThat(settings.signature()).isEmpty();
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.source()).isEmpty();
        assertThat(settings.headers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "3 s, PT3S", "2m, PT2M", "PT7S, PT7S", "10m, PT10M"})
    void readsDurations(String text, Duration expected) {
        assertThat(settings(with("timeout", text)).timeout()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "urls, url",
        "connect-timout, connect-timeout",
        "secret-fil, secret-file",
        "MODE, mode",
        "header, header.<name>",
        "retry, url"
    })
    void refusesAnUnknownProperty(String name, String nearest) {
        assertThat(problem(with(name, "s3cret")))
                .contains("'holdfast.outbox.channel.orders.property." + name + "'")
                .contains("'" + nearest + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/only/a/path",
                "ftp://s3cret.example.org/",
                "https://ann:s3cret@example.org/",
                "https://s3cret host/",
                "https:///s3cret",
                "mailto:s3cret@example.org",
                "https://example.org:0/s3cret",
                "https://example.org:70000/s3cret"
            })
    void refusesAWrongUrl(String url) {
        assertThat(problem(Map.of("url", url))).contains("'holdfast.outbox.channel.orders.property.url'");
    }

    @Test
    void refusesNoUrl() {
        assertThat(problem(Map.of())).contains("property.url'").contains("http://host/path");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mode | s3cret",
                "secret | s3cret too short",
                "secret | whsec_s3cret/no%base64/no%base64",
                "secret-file | /no/such/s3cret/file",
                "timeout | s3cret",
                "timeout | 0s",
                "timeout | -PT1S",
                "timeout | 11m",
                "timeout | 999999999m",
                "connect-timeout | PT0S",
                "source | s3cret s3cret",
                "header.Host | s3cret",
                "header.Content-Type | s3cret",
                "header.CE-id | s3cret",
                "header.webhook-id | s3cret",
                "header. | s3cret",
                "header.a b | s3cret",
                "header.X-Token | s3crét"
            })
    void refusesAWrongValue(String name, String value) {
        assertThat(problem(with(name, value))).contains("'holdfast.outbox.channel.orders.property." + name + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret\r\nx-evil: 1", "s3cret\nb", "s3cret\u0000"})
    void refusesAHeaderWithALineBreakInIt(String value) {
        assertThat(problem(with("header.X-Token", value))).contains("property.header.X-Token'");
    }

    @Test
    void refusesTwoSecrets() {
        Map<String, String> properties = with("secret", "s3cret of more than 24 bytes");
        properties.put("secret-file", "/s3cret");

        assertThat(problem(properties)).contains("property.secret-file'").contains("'secret'");
    }

    @Test
    void refusesAHeaderTwice() {
        Map<String, String> properties = with("header.X-Token", "s3cret");
        properties.put("header.x-token", "s3cret");

        assertThat(problem(properties)).contains("once");
    }

    @Test
    void quotesANameWithAFullStop() {
        OutboxChannel channel = Events.channel(Map.of());
        OutboxChannel dotted = new OutboxChannel(
                "a.b", List.of(), channel.publisher(), channel.onPoison(), channel.retry(), channel.properties());

        assertThat(catchThrowable(() -> WebhookSettings.of(dotted)))
                .hasMessageContaining("'holdfast.outbox.channel.\"a.b\".property.url'");
    }

    @Test
    void showsTheHostOnly() {
        WebhookSettings settings = settings(Map.of(
                "url", "https://example.org:8443/s3cret?s3cret",
                "secret", "s3cret of more than 24 bytes",
                "header.X-Token", "s3cret"));

        assertThat(settings).hasToString("WebhookSettings[example.org:8443]");
    }

    private static WebhookSettings settings(Map<String, String> properties) {
        return WebhookSettings.of(Events.channel(properties));
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> properties = new HashMap<>(URL);
        properties.put(name, value);
        return properties;
    }

    /** The message of the refusal, once it is sure that nothing of it and its causes shows a value. */
    private static String problem(Map<String, String> properties) {
        WebhookPublisher publisher = new WebhookPublisher();
        Throwable thrown = catchThrowable(() -> publisher.open(Events.channel(properties)));
        publisher.close();
        assertThat(thrown).isInstanceOf(IllegalArgumentException.class);
        StringWriter all = new StringWriter();
        thrown.printStackTrace(new PrintWriter(all));
        assertThat(all.toString()).doesNotContain("s3cr");
        return thrown.getMessage();
    }
}
