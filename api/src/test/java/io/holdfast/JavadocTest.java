package io.holdfast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every member that applications can see has javadoc. Newer compilers fail the build themselves; javac 17 cannot, since it also
 * demands the {@code @param} tags of a record a second time, at the compact constructor. This test leaves that demand out.
 */
class JavadocTest {

    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Pattern COMPACT_CONSTRUCTOR = Pattern.compile("\\s*public \\w+ \\{");

    @TempDir
    Path classes;

    @Test
    void describesEveryVisibleMember() throws IOException {
        assertThat(missingJavadoc()).isEmpty();
    }

    private List<String> missingJavadoc() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var found = new DiagnosticCollector<JavaFileObject>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, Locale.ROOT, null);
                Stream<Path> sources = Files.walk(SOURCES)) {
            // A module descriptor would have the libraries on the module path; doclint does not need it.
            List<Path> types = sources.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("module-info.java"))
                    .toList();
            List<String> options = List.of("-proc:none", "-Xdoclint:missing/protected", "-d", classes.toString());
            assertThat(compiler.getTask(null, files, found, options, null, files.getJavaFileObjectsFromPaths(types))
                            .call())
                    .as("the sources compile: %s", found.getDiagnostics())
                    .isTrue();
        }
        return found.getDiagnostics().stream()
                .filter(diagnostic -> !isSecondDemand(diagnostic))
                .map(diagnostic -> diagnostic.toString())
                .toList();
    }

    private static boolean isSecondDemand(Diagnostic<? extends JavaFileObject> diagnostic) {
        return diagnostic.getMessage(Locale.ROOT).startsWith("no @param")
                && COMPACT_CONSTRUCTOR.matcher(lineOf(diagnostic)).matches();
    }

    private static String lineOf(Diagnostic<? extends JavaFileObject> diagnostic) {
        try {
            return diagnostic
                    .getSource()
                    .getCharContent(true)
                    .toString()
                    .lines()
                    .skip(diagnostic.getLineNumber() - 1)
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new IllegalStateException("the compiler lost its source", e);
        }
    }
}
