package io.holdfast.jta;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * What the transaction module may know: the api and what a server provides, no pool, no engine, no transaction manager's own types.
 */
class ArchitectureTest {

    private static final JavaClasses MODULE = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void hasOnlyItsOwnPackages() {
        check(classes().should().resideInAPackage("io.holdfast.jta.."));
    }

    @Test
    void meetsTheEngineOnlyInTheApi() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.holdfast.internal..", "io.holdfast.cdi..", "io.agroal.."));
    }

    @Test
    void knowsNoParticularTransactionManager() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.arjuna..", "org.jboss..", "org.wildfly.."));
    }

    @Test
    void hasNoCyclesOfPackages() {
        check(slices().matching("io.holdfast.(**)").should().beFreeOfCycles());
    }

    @Test
    void logsThroughTheJdkOnly() {
        check(noClasses().should().accessClassesThat().resideInAnyPackage("java.util.logging..", "org.slf4j.."));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(MODULE);
    }
}
