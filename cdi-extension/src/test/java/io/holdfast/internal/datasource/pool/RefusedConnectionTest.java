package io.holdfast.internal.datasource.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.holdfast.AccessIntent;
import io.holdfast.error.DataException;
import io.holdfast.internal.config.reader.ConfigReader;
import io.holdfast.internal.registry.HoldfastRuntime;
import io.holdfast.spi.TransactionBridge;
import io.holdfast.testsupport.jdbc.CallSite;
import io.holdfast.testsupport.jdbc.StubDatabase;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefusedConnectionTest {

    // Agroal's default waits a second and tries the same node again, and every other caller queues behind.
    @Test
    void failsAtTheFirstAttempt() {
        try (StubDatabase database = StubDatabase.named("refused");
                HoldfastRuntime runtime = runtime(database)) {
            database.at(CallSite.CONNECT).fail("08001");

            assertThatThrownBy(() -> runtime.registry().current().acquire(AccessIntent.WRITE))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("HOLDF00302");

            assertThat(database.count(CallSite.CONNECT)).isEqualTo(1);
        }
    }

    private static HoldfastRuntime runtime(StubDatabase database) {
        Map<String, String> keys = Map.of("holdfast.datasource.default.primary.url", database.url());
        ConfigReader.Result result = ConfigReader.read(
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(keys, "test", 100))
                        .build(),
                null);
        return new HoldfastRuntime(result.config().orElseThrow(), () -> null, TransactionBridge.none());
    }
}
