package io.holdfast.internal;

import io.holdfast.internal.config.HoldfastConfig;
import io.holdfast.internal.config.reader.ConfigReader;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;

/** Configurations of lines {@code key=value} without what the machine's environment says. */
public final class TestConfigs {

    private TestConfigs() {}

    /** A configuration; later lines win. */
    public static Config of(Iterable<String> lines) {
        Map<String, String> map = new TreeMap<>();
        for (String line : lines) {
            String[] pair = line.split("=", 2);
            map.put(pair[0], pair[1]);
        }
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(map, "test", 100))
                .build();
    }

    /** The same, read and found valid. */
    public static HoldfastConfig valid(Iterable<String> lines) {
        ConfigReader.Result result = ConfigReader.read(of(lines), null);
        return result.config().orElseThrow(() -> new AssertionError(result.failureMessage()));
    }
}
