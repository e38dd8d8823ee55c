package io.holdfast.tck;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The table of promises, and what is wrong with it.
 *
 * <p><strong>Threading:</strong> immutable.
 */
final class Promises {

    private static final String TCK = "tck";
    private static final String ELSEWHERE = "elsewhere: ";
    private static final String LATER = "later: ";

    private final Map<String, String> proofs;

    private Promises(Map<String, String> proofs) {
        this.proofs = proofs;
    }

    static Promises read(List<String> lines) {
        Map<String, String> proofs = new LinkedHashMap<>();
        for (String line : lines) {
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            String[] cells = line.split(";", -1);
            if (cells.length != 3 || cells[1].isBlank() || proofs.put(cells[0], cells[2].strip()) != null) {
                throw new IllegalArgumentException("Expected 'id;promise;proof', each id once: " + line);
            }
        }
        return new Promises(proofs);
    }

    static Promises checkedIn() throws IOException {
        return read(Files.readAllLines(Path.of("src/test/resources/promises.csv"), StandardCharsets.UTF_8));
    }

    boolean has(String id) {
        return proofs.containsKey(id);
    }

    /**
     * Every gap between promises and tests.
     *
     * @param cited which tests cite an id
     * @param testSources the test classes of the other modules, as {@code module/Class}
     */
    List<String> gaps(Map<String, List<String>> cited, TreeSet<String> testSources) {
        TreeMap<String, String> gaps = new TreeMap<>();
        proofs.forEach((id, proof) -> {
            String gap = gap(proof, cited.containsKey(id), testSources);
            if (!gap.isEmpty()) {
                gaps.put(id, gap);
            }
        });
        cited.forEach((id, tests) -> {
            if (!proofs.containsKey(id)) {
                gaps.put(id, "is cited by " + tests + " and not in promises.csv");
            }
        });
        return gaps.entrySet().stream()
                .map(gap -> gap.getKey() + " " + gap.getValue())
                .toList();
    }

    private static String gap(String proof, boolean cited, TreeSet<String> testSources) {
        if (proof.equals(TCK)) {
            return cited ? "" : "has no test: no @Requirement cites it";
        }
        if (proof.startsWith(LATER) && proof.length() > LATER.length()) {
            return cited ? "is marked later and has a test: mark it tck" : "";
        }
        if (!proof.startsWith(ELSEWHERE)) {
            return "has no proof: expected tck, elsewhere or later, found '" + proof + "'";
        }
        List<String> missing = Stream.of(proof.substring(ELSEWHERE.length()).split(","))
                .map(String::strip)
                .filter(test -> !testSources.contains(test))
                .toList();
        return missing.isEmpty() ? "" : "is proven by tests that do not exist: " + missing;
    }

    /** The test classes of the repository, as {@code module/Class}. */
    static TreeSet<String> testSources(Path repository) throws IOException {
        TreeSet<String> found = new TreeSet<>();
        for (Path folder : folders(repository)) {
            addTests(folder, found);
            for (Path nested : folders(folder)) {
                addTests(nested, found);
            }
        }
        return found;
    }

    private static List<Path> folders(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isDirectory).toList();
        }
    }

    private static void addTests(Path module, TreeSet<String> found) throws IOException {
        Path sources = module.resolve("src/test/java");
        if (Files.isDirectory(sources)) {
            try (Stream<Path> files = Files.walk(sources)) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith("Test.java") || name.endsWith("IT.java"))
                        .forEach(name -> found.add(module.getFileName() + "/" + name.replace(".java", "")));
            }
        }
    }

    /** Which tests of some classes cite which id. */
    static Map<String, List<String>> citations(Iterable<Class<?>> tests) {
        Map<String, List<String>> cited = new TreeMap<>();
        for (Class<?> test : tests) {
            for (var method : test.getDeclaredMethods()) {
                Arrays.stream(method.getAnnotationsByType(Requirement.class))
                        .forEach(requirement -> cited.computeIfAbsent(requirement.id(), id -> new ArrayList<>())
                                .add(test.getSimpleName() + "." + method.getName()));
            }
        }
        return cited;
    }
}
