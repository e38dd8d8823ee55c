package io.holdfast.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the one JAR, and that it is enough. */
class BundleIT {

    private static final Path BUNDLE = Path.of(System.getProperty("holdfast.bundle"));
    private static final List<String> PACKAGES =
            List.of("io/holdfast/", "io/agroal/api/", "io/agroal/pool/", "META-INF/versions/21/io/agroal/pool/");

    @TempDir
    Path folder;

    @Test
    void hasTheClassesOfHoldfastAndAgroalAndNoOthers() throws IOException {
        List<String> classes =
                names(BUNDLE).stream().filter(name -> name.endsWith(".class")).toList();

        assertThat(classes)
                .allMatch(name -> PACKAGES.stream().anyMatch(name::startsWith))
                .contains(
                        "io/holdfast/DataSourceRegistry.class",
                        "io/holdfast/cdi/HoldfastExtension.class",
                        "io/holdfast/internal/registry/HoldfastRuntime.class",
                        "io/holdfast/jta/JtaTransactionBridge.class",
                        "io/holdfast/web/HoldfastFilter.class",
                        "io/agroal/pool/ConnectionPool.class")
                .noneMatch(name -> name.contains("/testsupport/") || name.endsWith("module-info.class"));
    }

    @Test
    void hasTheServicesOfAllModules() throws IOException {
        assertThat(lines("META-INF/services/jakarta.enterprise.inject.spi.Extension"))
                .containsExactlyInAnyOrder(
                        "io.holdfast.cdi.HoldfastExtension",
                        "io.holdfast.jta.TransactionalIntentExtension",
                        "io.holdfast.jta.outbox.OutboxExtension",
                        "io.holdfast.concurrency.RunningApplications");
        assertThat(lines("META-INF/services/io.holdfast.spi.TransactionBridge"))
                .containsExactly("io.holdfast.jta.JtaTransactionBridge");
        assertThat(lines("META-INF/services/io.agroal.api.AgroalDataSourceProvider"))
                .containsExactly("io.agroal.pool.DataSourceProvider");
    }

    @Test
    void hasTheFragmentTheBeanArchiveAndTheLicences() throws IOException {
        assertThat(lines("META-INF/web-fragment.xml"))
                .anyMatch(line -> line.contains("io.holdfast.web.HoldfastFilter"));
        assertThat(lines("META-INF/beans.xml")).anyMatch(line -> line.contains("bean-discovery-mode=\"none\""));
        assertThat(lines("META-INF/LICENSE")).anyMatch(line -> line.contains("Apache License"));
        assertThat(lines("META-INF/NOTICE")).anyMatch(line -> line.contains("Agroal"));
        try (JarFile jar = new JarFile(BUNDLE.toFile())) {
            assertThat(jar.isMultiRelease()).isTrue();
        }
    }

    @Test
    void hasSourcesAndJavadocBesideIt() throws IOException {
        assertThat(names(BUNDLE.resolveSibling("holdfast-sources.jar")))
                .contains(
                        "io/holdfast/DataSourceRegistry.java",
                        "io/holdfast/cdi/HoldfastExtension.java",
                        "io/holdfast/jta/JtaTransactionBridge.java",
                        "io/holdfast/web/HoldfastFilter.java");
        assertThat(names(BUNDLE.resolveSibling("holdfast-javadoc.jar")))
                .contains("io/holdfast/DataSourceRegistry.html");
    }

    @Test
    void isAllThatAnApplicationNeedsBesideItsServerAndDriver() throws Exception {
        assertThat(boot(Stream.concat(serverAndDriver(), Stream.of(BUNDLE.toString()))))
                .contains("BOOTED acme primary");
    }

    @Test
    void togetherWithTheModulesItIsOneClearDeploymentError() throws Exception {
        assertThat(boot(Stream.concat(Stream.of(BUNDLE.toString()), classPath())))
                .contains("HOLDF00005")
                .contains("target/holdfast.jar")
                .doesNotContain("BOOTED");
    }

    private static Stream<String> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.equals(BUNDLE.toString()));
    }

    private static Stream<String> serverAndDriver() {
        return classPath().filter(entry -> !isInTheBundle(entry));
    }

    private static boolean isInTheBundle(String entry) {
        String path = entry.replace(File.separatorChar, '/');
        return Stream.of("agroal-", "holdfast-api", "holdfast-cdi", "holdfast-jta", "holdfast-web")
                        .anyMatch(path.substring(path.lastIndexOf('/') + 1)::startsWith)
                || Stream.of("/api/", "/cdi-extension/", "/jta-integration/", "/integrations/web/")
                        .anyMatch(module -> path.contains(module + "target/classes"));
    }

    private String boot(Stream<String> classPath) throws Exception {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dholdfast.tenants=acme",
                        "-Dholdfast.datasource.acme.primary.url=jdbc:stub:bundle",
                        "-cp",
                        classPath.collect(Collectors.joining(File.pathSeparator)),
                        BootMain.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("ends by itself")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output);
    }

    private static List<String> names(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.stream().map(entry -> entry.getName()).toList();
        }
    }

    private static List<String> lines(String name) throws IOException {
        try (JarFile jar = new JarFile(BUNDLE.toFile());
                InputStream in = jar.getInputStream(jar.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
