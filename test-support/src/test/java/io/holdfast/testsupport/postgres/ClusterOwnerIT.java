package io.holdfast.testsupport.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.holdfast.testsupport.Await;
import io.holdfast.testsupport.process.FileTrees;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who owns the servers: other users, and virtual machines that end the hard way. */
class ClusterOwnerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Path temporary;

    @BeforeEach
    void makeTemporaryDirectory() throws IOException {
        temporary = Files.createTempDirectory("holdfast-owner");
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void deleteTemporaryDirectory() throws IOException {
        FileTrees.delete(temporary);
    }

    @Test
    void runsInAUserNamespaceForRoot() throws IOException {
        assumeTrue(isRoot(), "only root needs another account");
        assumeTrue(ServerAccount.detect(temporary) == ServerAccount.USER_NAMESPACE, "namespaces are refused here");

        startsWith(ServerAccount.USER_NAMESPACE);
    }

    @Test
    void runsAsNobodyForRoot() throws IOException {
        assumeTrue(isRoot(), "only root can become somebody else");

        startsWith(ServerAccount.NOBODY);
    }

    private static void startsWith(ServerAccount account) {
        try (PostgresCluster cluster = PostgresCluster.builder()
                .standby("r1", Duration.ZERO)
                .account(account)
                .start()) {
            cluster.awaitCaughtUp();
        }
    }

    @Test
    void runsForANormalUser() throws Exception {
        assumeTrue(isRoot(), "the other tests of this class show it when the build's user is a normal one");
        List<String> command = new ArrayList<>(ServerAccount.NOBODY.command(java(copyOfClassPath())));
        FileTrees.giveTo(temporary, 65534);

        Process machine = start(command);
        List<Long> servers = awaitReady(machine);
        machine.getOutputStream().close();

        assertThat(servers).hasSize(2);
        assertThat(machine.waitFor()).isZero();
        assertThat(servers).noneMatch(ClusterOwnerIT::isRunning);
    }

    @Test
    void leavesNothingBehindWhenTheVirtualMachineIsKilled() throws Exception {
        Process machine = start(java(System.getProperty("java.class.path")));
        List<Long> servers = awaitReady(machine);

        machine.destroyForcibly().waitFor();

        Await.until("the servers are gone", PATIENCE, () -> servers.stream().noneMatch(ClusterOwnerIT::isRunning));
        Await.until("the files are gone", PATIENCE, () -> clusterDirectories() == 0);
    }

    @Test
    void startsWhereADeadOneLeftItsFiles() throws Exception {
        Path abandoned = Files.createDirectories(temporary.resolve("holdfast-postgres-1-left"));
        Files.createFile(abandoned.resolve("owner.lock"));

        Process machine = start(java(System.getProperty("java.class.path")));
        awaitReady(machine);
        machine.getOutputStream().close();

        assertThat(machine.waitFor()).isZero();
        assertThat(abandoned).doesNotExist();
    }

    private boolean isRoot() throws IOException {
        return (int) Files.getAttribute(temporary, "unix:uid") == 0;
    }

    private List<String> java(String classPath) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "-Djava.io.tmpdir=" + temporary,
                ClusterMain.class.getName());
    }

    private static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectErrorStream(true)
                .start();
    }

    private static List<Long> awaitReady(Process machine) throws IOException {
        StringBuilder output = new StringBuilder();
        BufferedReader reader = machine.inputReader();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith("ready ")) {
                return Arrays.stream(line.substring("ready ".length()).split(" "))
                        .map(Long::valueOf)
                        .toList();
            }
            output.append(line).append('\n');
        }
        throw new AssertionError("The virtual machine ended without a cluster:\n" + output);
    }

    /** The local repository is often not readable for others, so the other user gets copies. */
    private String copyOfClassPath() throws IOException {
        List<String> copies = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path copy = temporary.resolve(
                    "cp" + copies.size() + "-" + Path.of(entry).getFileName());
            if (Files.exists(Path.of(entry))) {
                FileTrees.copy(Path.of(entry), copy);
                copies.add(copy.toString());
            }
        }
        return String.join(File.pathSeparator, copies);
    }

    private long clusterDirectories() throws IOException {
        try (Stream<Path> paths = Files.list(temporary)) {
            return paths.filter(path -> path.getFileName().toString().startsWith("holdfast-postgres-"))
                    .count();
        }
    }

    private static boolean isRunning(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
