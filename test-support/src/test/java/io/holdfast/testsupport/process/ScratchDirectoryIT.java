package io.holdfast.testsupport.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Virtual machines that begin and end at the same time leave each other's directories alone. */
@Timeout(120)
class ScratchDirectoryIT {

    private static final int MACHINES = 4;
    private static final int DIRECTORIES = 80;

    @TempDir
    Path parent;

    @Test
    void isNotSweptAwayWhileItIsMade() throws Exception {
        List<Process> machines = new ArrayList<>();
        for (int i = 0; i < MACHINES; i++) {
            machines.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Djava.io.tmpdir=" + parent,
                            "-cp",
                            System.getProperty("java.class.path"),
                            Maker.class.getName())
                    .redirectErrorStream(true)
                    .start());
        }
        for (Process machine : machines) {
            String output = new String(machine.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(machine.waitFor()).as(output).isZero();
        }
        try (var left = Files.list(parent)) {
            assertThat(left).isEmpty();
        }
    }

    /** Another virtual machine. */
    static final class Maker {

        private Maker() {}

        public static void main(String[] args) throws IOException {
            for (int i = 0; i < DIRECTORIES; i++) {
                try (ScratchDirectory scratch = ScratchDirectory.create("race")) {
                    Files.writeString(scratch.path().resolve("used"), "yes");
                }
            }
        }
    }
}
