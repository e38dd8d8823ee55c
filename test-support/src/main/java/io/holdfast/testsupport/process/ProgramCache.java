package io.holdfast.testsupport.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/**
 * Programs unpacked once per user below the temporary directory, and found there by everybody later.
 *
 * <p><b>Threading:</b> safe, also between virtual machines: each unpacks for itself, the first rename wins.
 */
public final class ProgramCache {

    private static final String MARKER = "unpacked-entries";

    private ProgramCache() {}

    /**
     * Returns the directory of that name, unpacking it when it is not there or not whole.
     *
     * @param name says what it is, with version and platform; the user is added
     * @param unpacker fills an empty directory
     */
    public static Path directory(String name, Unpacker unpacker) throws IOException {
        String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9_.-]", "_");
        Path home = Path.of(System.getProperty("java.io.tmpdir"), "holdfast-" + name + "-" + user);
        if (!isComplete(home)) {
            unpack(home, unpacker);
        }
        return home;
    }

    // Cleaners of temporary directories delete file by file, so the presence of one file proves nothing.
    private static boolean isComplete(Path home) throws IOException {
        Path marker = home.resolve(MARKER);
        if (!Files.isReadable(marker)) {
            return false;
        }
        requireOwnedByThisUser(home);
        try (Stream<Path> paths = Files.walk(home)) {
            return Long.toString(paths.count()).equals(Files.readString(marker));
        }
    }

    private static void requireOwnedByThisUser(Path home) throws IOException {
        Path probe = Files.createTempFile("holdfast-", ".owner");
        try {
            if (!Files.getOwner(probe).equals(Files.getOwner(home))) {
                throw new IllegalStateException("The directory " + home + " belongs to another user, so its programs"
                        + " are not run; delete it or set java.io.tmpdir");
            }
        } finally {
            Files.delete(probe);
        }
    }

    private static void unpack(Path home, Unpacker unpacker) throws IOException {
        Path fresh = Files.createTempDirectory(home.getParent(), home.getFileName() + ".new");
        try {
            // Another user may have to run the programs: some servers refuse to run as root.
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            unpacker.unpackInto(fresh);
            writeMarker(fresh);
            moveIntoPlace(fresh, home);
        } finally {
            if (Files.exists(fresh)) {
                FileTrees.delete(fresh);
            }
        }
    }

    private static void writeMarker(Path fresh) throws IOException {
        long entries;
        try (Stream<Path> paths = Files.walk(fresh)) {
            entries = paths.count() + 1;
        }
        Files.writeString(fresh.resolve(MARKER), Long.toString(entries));
    }

    private static void moveIntoPlace(Path fresh, Path home) throws IOException {
        try {
            Files.move(fresh, home);
        } catch (IOException occupied) {
            if (!isComplete(home)) {
                FileTrees.delete(home);
                Files.move(fresh, home);
            }
        }
    }

    /** Fills a directory with programs. */
    @FunctionalInterface
    public interface Unpacker {

        /** Unpacks into an existing, empty directory. */
        void unpackInto(Path directory) throws IOException;
    }
}
