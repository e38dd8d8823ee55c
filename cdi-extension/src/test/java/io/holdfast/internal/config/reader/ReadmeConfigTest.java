package io.holdfast.internal.config.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ReadmeConfigTest {

    @Test
    void configurationInTheReadmeIsAccepted() throws IOException {
        ConfigReader.Result result = ConfigReader.read(
                new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .withSources(new PropertiesConfigSource(shown(), "README", 100))
                        .build(),
                null);

        assertThat(result.problems()).isEmpty();
        assertThat(result.warnings()).isEmpty();
        assertThat(result.config().orElseThrow().tenants()).hasSize(2);
    }

    private static Map<String, String> shown() throws IOException {
        String readme = Files.readString(Path.of("../README.adoc"));
        String open = "[source,properties]\n----\n";
        int start = readme.indexOf(open) + open.length();
        Properties properties = new Properties();
        properties.load(new StringReader(readme.substring(start, readme.indexOf("----", start))));
        Map<String, String> shown = new HashMap<>();
        properties.forEach((key, value) -> shown.put((String) key, (String) value));
        shown.put("SHOP_PASSWORD", "secret");
        return shown;
    }
}
