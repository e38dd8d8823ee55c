package io.holdfast.tck;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A conformance test that needs more than the api is not one.
 */
class ArchitectureTest {

    private static final JavaClasses MODULE = new ClassFileImporter()
            .importPaths(List.of(Path.of("target", "classes"), Path.of("target", "test-classes")));

    @Test
    void seesOnlyTheApi() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.holdfast.internal..", "io.holdfast.cdi..", "io.holdfast.jta..", "io.agroal..")
                .check(MODULE);
    }
}
