package io.holdfast.tck;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The promises that tests cite. They are read from the class files: a test of one server cannot be loaded beside those of another.
 *
 * <p><strong>Threading:</strong> immutable.
 */
final class CitedPromises {

    private final JavaClasses tests;

    private CitedPromises(JavaClasses tests) {
        this.tests = tests;
    }

    /** Reads folders of classes; those that are not there hold none. */
    static CitedPromises read(Collection<Path> folders) {
        return new CitedPromises(new ClassFileImporter().importPaths(folders));
    }

    /** The ids that a test cites, in its class or where it has it from. */
    Set<String> of(TestReport test) {
        if (!tests.contain(test.type())) {
            throw new IllegalStateException("A report names " + test.type() + ", which is in no folder of test classes."
                    + " Remove reports of earlier builds.");
        }
        JavaClass type = tests.get(test.type());
        return type.getAllMethods().stream()
                .filter(method -> method.getName().equals(test.method()))
                .flatMap(CitedPromises::ids)
                .collect(Collectors.toSet());
    }

    private static Stream<String> ids(JavaMethod method) {
        Stream<Requirement> one = method.tryGetAnnotationOfType(Requirement.class).stream();
        Stream<Requirement> several = method.tryGetAnnotationOfType(Requirement.List.class).stream()
                .flatMap(list -> Arrays.stream(list.value()));
        return Stream.concat(one, several).map(Requirement::id);
    }
}
