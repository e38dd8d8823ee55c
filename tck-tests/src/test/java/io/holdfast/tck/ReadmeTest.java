package io.holdfast.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README and other pages show code that is compiled and run: they repeat regions of it, because they must be readable alone. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..");
    private static final Path SERVICE = ROOT.resolve("demo/src/main/java/io/holdfast/demo/orders/OrderService.java");
    private static final Path EVENTS = ROOT.resolve("demo/src/main/java/io/holdfast/demo/orders/OrderDesk.java");
    private static final Path MAPPER =
            ROOT.resolve("tck-tests/src/test/java/io/holdfast/tck/enterprise/CommitMapper.java");
    private static final Path EXECUTOR =
            ROOT.resolve("tck-servers/liberty/src/test/java/io/holdfast/tck/liberty/DefinedTasks.java");
    private static final Path CONFIG =
            ROOT.resolve("demo-shop/src/main/resources/META-INF/microprofile-config.properties");

    @Test
    void showsTheServiceOfTheDemo() throws IOException {
        assertThat(readme()).contains("----\n" + region(SERVICE, "//") + "\n}\n----");
    }

    @Test
    void showsTheEventsOfTheDemo() throws IOException {
        assertThat(readme()).contains("----\n" + region(EVENTS, "//").stripIndent() + "\n----");
    }

    @Test
    void showsTheConfigurationOfTheShopInServers() throws IOException {
        assertThat(readme()).contains("----\n" + region(CONFIG, "#") + "\n----");
    }

    @Test
    void showsTheMapperOfTheTests() throws IOException {
        assertThat(Files.readString(ROOT.resolve("docs/howto/web.adoc")))
                .contains("----\n" + region(MAPPER, "//") + "\n----");
    }

    @Test
    void showsTheExecutorOfTheTestsInOpenLiberty() throws IOException {
        assertThat(Files.readString(ROOT.resolve("docs/reference/servers.adoc")))
                .contains("----\n" + region(EXECUTOR, "//") + "\n----");
    }

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.adoc"));
    }

    private static String region(Path file, String comment) throws IOException {
        String source = Files.readString(file);
        String open = comment + " tag::example[]\n";
        assertThat(source).contains(open);
        int start = source.indexOf(open) + open.length();
        int end = source.indexOf(comment + " end::example[]");
        assertThat(end).isGreaterThan(start);
        return source.substring(start, end).stripTrailing();
    }
}
