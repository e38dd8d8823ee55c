package io.holdfast.jta.outbox.store.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers survive, are JSON for others, and never keep an event back. */
class HeaderJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", "plain", "\"\\/\b\f\n\r\t\0\u001f", "ü\u2028😀", "\uD800", "{\"a\":1}", "'; DROP TABLE x; --"
            })
    void readsWhatItWrote(String text) {
        Map<String, String> headers = Map.of(text, text, "other", "{}");

        assertThat(HeaderJson.read(HeaderJson.write(headers))).isEqualTo(headers);
    }

    @Test
    void writesJson() {
        assertThat(HeaderJson.write(Map.of())).isEqualTo("{}");
        assertThat(HeaderJson.write(Map.of("a\"", "b\n"))).isEqualTo("{\"a\\\"\":\"b\\u000a\"}");
    }

    @Test
    void readsWhatOthersWrote() {
        assertThat(HeaderJson.read(" { \"a\" : \"\\u00fc\\/\\n\" , \"b\":\"c\" } "))
                .isEqualTo(Map.of("a", "ü/\n", "b", "c"));
        assertThat(HeaderJson.read("{ }")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"a\"}",
                "{\"a\":1}",
                "{\"a\":\"b\"",
                "{\"a\":\"b\"}x",
                "[]",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}"
            })
    void keepsWhatItCannotRead(String text) {
        assertThat(HeaderJson.read(text)).isEqualTo(Map.of(HeaderJson.UNREADABLE, text));
    }
}
