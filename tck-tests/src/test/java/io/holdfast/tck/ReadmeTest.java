package io.holdfast.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README shows code that is compiled and run: it repeats a region of the demo, because the README must be readable alone. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..");
    private static final Path SAMPLE = ROOT.resolve("demo/src/main/java/io/holdfast/demo/orders/OrderService.java");

    @Test
    void showsTheServiceOfTheDemo() throws IOException {
        String shown = Files.readString(ROOT.resolve("README.adoc"));

        assertThat(shown).contains("----\n" + region(Files.readString(SAMPLE)) + "\n}\n----");
    }

    private static String region(String source) {
        String open = "// tag::example[]\n";
        int start = source.indexOf(open) + open.length();
        int end = source.indexOf("// end::example[]");
        assertThat(start).isGreaterThan(open.length());
        assertThat(end).isGreaterThan(start);
        return source.substring(start, end).stripTrailing();
    }
}
