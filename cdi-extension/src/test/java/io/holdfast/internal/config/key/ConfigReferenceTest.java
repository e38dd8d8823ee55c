package io.holdfast.internal.config.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ConfigReferenceTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "configuration.adoc");
    private static final String COMMAND =
            "mvn -pl cdi-extension -am test -Dtest=ConfigReferenceTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dholdfast.regenerate=true";

    @Test
    void checkedInPageIsMadeFromTheKeys() throws Exception {
        if (Boolean.getBoolean("holdfast.regenerate")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, ConfigReference.page());
        }

        assertThat(PAGE)
                .as("The keys have changed. Make the page anew: %s", COMMAND)
                .exists();
        assertThat(Files.readString(PAGE))
                .as("The keys have changed. Make the page anew: %s", COMMAND)
                .isEqualTo(ConfigReference.page());
    }
}
