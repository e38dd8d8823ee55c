package io.holdfast.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every promise has a test, or says where or when it gets one. */
class PromiseCoverageTest {

    private static final int FIELD_COMPLAINTS = 71;
    private static final int ROUTE_ROWS = 10;
    private static final List<String> ORIGIN = List.of(
            "BOUNDARY",
            "REGISTRY",
            "DATA-SOURCE",
            "INTENT",
            "PIN",
            "ERRORS",
            "DB-FACADE",
            "DRIVERS",
            "HEALTH",
            "MIGRATIONS",
            "OUTBOX",
            "REQUEST-TX",
            "TENANCY",
            "CONSUMERS");

    private static List<Class<?>> tests() throws IOException, ClassNotFoundException {
        Path root = Path.of("target/test-classes");
        List<Class<?>> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith("IT.class")).toList()) {
                String name =
                        root.relativize(file).toString().replace(".class", "").replace('/', '.');
                found.add(Class.forName(name, false, PromiseCoverageTest.class.getClassLoader()));
            }
        }
        return found;
    }

    @Test
    void everyPromiseHasATestOrSaysWhereItIsProven() throws Exception {
        Map<String, List<String>> cited = Promises.citations(tests());

        assertThat(Promises.checkedIn().gaps(cited, Promises.testSources(Path.of(".."))))
                .isEmpty();
        assertThat(cited).hasSizeGreaterThan(30);
    }

    @Test
    void tableHoldsEverythingThatWasPromised() throws Exception {
        Promises promises = Promises.checkedIn();
        Stream<String> ids = Stream.of(
                        IntStream.rangeClosed(1, FIELD_COMPLAINTS).mapToObj(n -> "FC-" + n),
                        IntStream.rangeClosed(1, ROUTE_ROWS).mapToObj(n -> "DESIGN-3-ROW-" + n),
                        ORIGIN.stream().map(area -> "ORIGIN-" + area))
                .flatMap(group -> group);

        assertThat(ids.filter(id -> !promises.has(id))).isEmpty();
    }

    @Test
    void everyKindOfGapIsFound() {
        Promises promises = Promises.read(List.of(
                "A;tested;tck",
                "B;forgotten;tck",
                "C;elsewhere;elsewhere: api/GoodTest",
                "D;gone;elsewhere: api/GoneTest",
                "E;later;later: servers",
                "F;nothing;",
                "G;tested by now;later: servers",
                "H;no part named;later: "));

        List<String> gaps = promises.gaps(
                Map.of("A", List.of("XIT.a"), "G", List.of("XIT.g"), "Z", List.of("XIT.z")),
                new TreeSet<>(List.of("api/GoodTest")));

        assertThat(gaps).extracting(gap -> gap.substring(0, 1)).containsExactly("B", "D", "F", "G", "H", "Z");
    }
}
