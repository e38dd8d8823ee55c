package io.holdfast.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuplicatePartsTest {

    @TempDir
    Path folder;

    @Test
    void namesEveryCopyEvenWhereTheyAreCalledTheSame() throws Exception {
        Path first = copyOf("io/holdfast/cdi/HoldfastExtension.class", "ear/lib/holdfast");
        Path second = copyOf("io/holdfast/cdi/HoldfastExtension.class", "war/lib/holdfast");

        assertThat(DuplicateParts.find(loader(first, second)))
                .hasValueSatisfying(message -> assertThat(message)
                        .startsWith("HOLDF00005")
                        .contains("lib/holdfast, lib/holdfast.")
                        .doesNotContain(folder.toString()));
    }

    @Test
    void isContentWithOneCopyOfEachPart() throws Exception {
        Path first = copyOf("io/holdfast/cdi/HoldfastExtension.class", "one");
        Path second = copyOf("io/holdfast/jta/JtaTransactionBridge.class", "two");

        assertThat(DuplicateParts.find(loader(first, second))).isEmpty();
    }

    private Path copyOf(String marker, String name) throws Exception {
        Path root = folder.resolve(name);
        Path file = root.resolve(marker);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        return root;
    }

    private static ClassLoader loader(Path... roots) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (Path root : roots) {
            urls.add(root.toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), null);
    }
}
