package io.holdfast.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The pages show code that is compiled and run: they repeat regions of it, because they must be readable alone. A line
 * {@code // quotes path[tag]} before a block says which one.
 */
class QuotedCodeTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern QUOTE = Pattern.compile(
            "^// quotes ([^\\[\\n]+)\\[([\\w-]*)\\](, and the end of the class)?\\n\\[source[^\\n]*\\]\\n----\\n(.*?)\\n----$",
            Pattern.MULTILINE | Pattern.DOTALL);

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.adoc")));
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".adoc")).forEach(pages::add);
        }
        return pages;
    }

    @TestFactory
    List<DynamicTest> pagesRepeatWhatIsRun() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path page : pages()) {
            Matcher quotes = QUOTE.matcher(Files.readString(page));
            while (quotes.find()) {
                String path = quotes.group(1);
                String tag = quotes.group(2);
                String expected = region(path, tag) + (quotes.group(3) == null ? "" : "\n}");
                String shown = quotes.group(4);
                tests.add(DynamicTest.dynamicTest(
                        page.getFileName() + " quotes " + path,
                        () -> assertThat(shown).isEqualTo(expected)));
            }
        }
        return tests;
    }

    @Test
    void everyQuoteIsBeforeABlock() throws IOException {
        int quoted = 0;
        for (Path page : pages()) {
            String text = Files.readString(page);
            long announced =
                    text.lines().filter(line -> line.startsWith("// quotes ")).count();
            assertThat(QUOTE.matcher(text).results().count())
                    .as(page.toString())
                    .isEqualTo(announced);
            // Where the page is looked at most, nobody includes anything.
            assertThat(text).as(page.toString()).doesNotContain("include::");
            quoted += (int) announced;
        }
        // Whoever adds or takes away one says so here.
        assertThat(quoted).isEqualTo(15);
    }

    private static String region(String path, String tag) throws IOException {
        String source = Files.readString(ROOT.resolve(path));
        if (tag.isEmpty()) {
            return source.stripTrailing();
        }
        List<String> lines = source.lines().toList();
        int start = lineWith(lines, "tag::" + tag + "[]");
        int end = lineWith(lines, "end::" + tag + "[]");
        assertThat(start).as(path + " has the region " + tag).isNotNegative().isLessThan(end);
        return String.join("\n", lines.subList(start + 1, end)).stripIndent().strip();
    }

    private static int lineWith(List<String> lines, String words) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(words)) {
                return i;
            }
        }
        return -1;
    }
}
