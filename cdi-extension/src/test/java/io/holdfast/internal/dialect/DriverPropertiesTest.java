package io.holdfast.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class DriverPropertiesTest {

    private static final Map<String, String> DEFAULTS = Map.of("connectTimeout", "1", "socketTimeout", "2", "c", "3");

    @Test
    void urlWinsOverConfigurationWinsOverDefault() {
        Map<String, String> merged = DriverProperties.merge(
                "jdbc:postgresql://db/x?ssl=true&connectTimeout=9",
                DEFAULTS,
                Map.of("connectTimeout", "8", "SocketTimeout", "7", "x", "y"));

        assertThat(merged).isEqualTo(Map.of("SocketTimeout", "7", "c", "3", "x", "y"));
    }

    @Test
    void settingsAfterSemicolonsCountWhateverTheirCase() {
        assertThat(DriverProperties.merge("jdbc:h2:mem:x;C=1;CONNECTTIMEOUT=2", DEFAULTS, Map.of()))
                .isEqualTo(Map.of("socketTimeout", "2"));
    }

    @Test
    void plainUrlTakesAll() {
        assertThat(DriverProperties.merge("jdbc:postgresql://db/x", DEFAULTS, Map.of()))
                .isEqualTo(DEFAULTS);
    }
}
