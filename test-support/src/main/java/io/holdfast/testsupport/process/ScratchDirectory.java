package io.holdfast.testsupport.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;

/**
 * A temporary directory for servers, which is gone after this virtual machine is gone, however it ended.
 *
 * <p>Three nets, because each has a hole: {@link #close()}; a shell that notices the end of this process by the end of
 * its input, ends the servers named by {@code *.pid} files in the directory and deletes it; and a sweep of directories
 * whose owner is dead when the next one is made (a lock tells that, a process id might have been given again).
 *
 * <p><b>Threading:</b> safe after construction.
 */
public final class ScratchDirectory implements AutoCloseable {

    private static final String LOCK = "owner.lock";
    private static final String GUARD = String.join(
            "\n",
            "trap '' HUP INT TERM",
            "cat >/dev/null",
            "for file in \"$1\"/*.pid; do",
            "  [ -f \"$file\" ] || continue",
            "  pid=$(cat \"$file\")",
            "  kill -QUIT \"$pid\" && kill -CONT \"$pid\"",
            "  for i in 1 2 3 4 5 6 7 8; do kill -0 \"$pid\" && sleep 1 || break; done",
            "  kill -KILL \"$pid\"",
            "done 2>/dev/null",
            "rm -rf \"$1\"");

    private final Path path;
    private final FileChannel owner;
    private final Process guard;

    private ScratchDirectory(Path path, FileChannel owner) throws IOException {
        this.path = path;
        this.owner = owner;
        this.guard = new ProcessBuilder("sh", "-c", GUARD, "guard", path.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /**
     * Makes an empty directory below the temporary directory of this virtual machine.
     *
     * @param purpose one word, part of the name
     */
    public static ScratchDirectory create(String purpose) throws IOException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        String prefix = "holdfast-" + purpose + "-";
        String own = prefix + ProcessHandle.current().pid() + "-";
        sweep(parent, prefix + "[0-9]*-*", own);
        Path path = Files.createTempDirectory(parent, own);
        // Servers may run as another user, who has to pass through.
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        // Locked before it has its name: another process that sweeps would take it for abandoned in between.
        Path unnamed = path.resolve(LOCK + ".new");
        FileChannel channel = FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel.lock();
        Files.move(unnamed, path.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
        return new ScratchDirectory(path, channel);
    }

    private static void sweep(Path parent, String glob, String own) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, glob)) {
            for (Path candidate : found) {
                // Opening our own lock file again and closing it would release the lock, so POSIX wants it.
                if (!candidate.getFileName().toString().startsWith(own)) {
                    deleteIfAbandoned(candidate);
                }
            }
        }
    }

    private static void deleteIfAbandoned(Path candidate) {
        Path lockFile = candidate.resolve(LOCK);
        if (!Files.isWritable(lockFile)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                FileTrees.delete(candidate);
            }
        } catch (IOException e) {
            System.getLogger(ScratchDirectory.class.getName())
                    .log(System.Logger.Level.DEBUG, "Left the abandoned directory " + candidate + " where it is", e);
        }
    }

    /** Returns the directory. */
    public Path path() {
        return path;
    }

    /** Names a process that must end together with this virtual machine. */
    public void adopt(String name, long pid) throws IOException {
        Files.writeString(pidFile(name), Long.toString(pid));
    }

    /** Takes back {@link #adopt}, after the process ended. */
    public void release(String name) throws IOException {
        Files.deleteIfExists(pidFile(name));
    }

    private Path pidFile(String name) {
        return path.resolve(name + ".pid");
    }

    /** Deletes the directory. The servers in it must have ended. */
    @Override
    public void close() throws IOException {
        try {
            FileTrees.delete(path);
        } finally {
            owner.close();
            guard.getOutputStream().close();
            awaitGuard();
        }
    }

    private void awaitGuard() {
        try {
            guard.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
