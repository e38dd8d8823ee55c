package io.holdfast.internal.config.reader;

import io.holdfast.internal.config.HoldfastConfig;
import io.holdfast.internal.config.reader.ConfigReader.Result;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Configurations for tests, made of lines {@code key=value}. */
final class Configs {

    /** The smallest configuration that works. */
    static final String PRIMARY = "holdfast.datasource.default.primary.url=jdbc:h2:mem:app";

    static final String TEMPLATE = "holdfast.datasource-template.primary.url=jdbc:postgresql://db/{tenant}";

    private Configs() {}

    static Result read(String... lines) {
        return ConfigReader.read(of(lines), null);
    }

    static HoldfastConfig valid(String... lines) {
        Result result = read(lines);
        return result.config().orElseThrow(() -> new AssertionError(result.failureMessage()));
    }

    static Config of(String... lines) {
        return built(new PropertiesConfigSource(map(lines), "test", 100));
    }

    static Config withEnvironment(Map<String, String> variables, String... lines) {
        return built(new PropertiesConfigSource(map(lines), "test", 100), new EnvConfigSource(variables, 300));
    }

    /** A source that answers for each key but lists none. */
    static Config unlisted(String... lines) {
        return built(new UnlistedSource(map(lines)));
    }

    private static Config built(ConfigSource... sources) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(sources)
                .build();
    }

    private static Map<String, String> map(String... lines) {
        Map<String, String> map = new TreeMap<>();
        Arrays.stream(lines).map(line -> line.split("=", 2)).forEach(pair -> map.put(pair[0], pair[1]));
        return map;
    }

    private record UnlistedSource(Map<String, String> values) implements ConfigSource {

        @Override
        public Set<String> getPropertyNames() {
            return Set.of();
        }

        @Override
        public String getValue(String name) {
            return values.get(name);
        }

        @Override
        public String getName() {
            return "unlisted";
        }
    }
}
