package io.holdfast.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the web module may know: the api, its own settings, and what every server provides. */
class ArchitectureTest {

    private static final JavaClasses MODULE = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void hasOnlyItsOwnPackage() {
        check(classes().should().resideInAPackage("io.holdfast.web.."));
    }

    @Test
    void knowsOfTheEngineOnlyItsOwnSettings() {
        check(noClasses()
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "belong to the engine or its shell and are not WebConfig",
                        type -> (type.getPackageName().startsWith("io.holdfast.internal")
                                        || type.getPackageName().startsWith("io.holdfast.cdi"))
                                && !type.getName().startsWith("io.holdfast.internal.config.WebConfig"))));
    }

    @Test
    void knowsNeitherTransactionsNorPoolNorMicroProfileNorAServer() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.holdfast.jta..",
                        "jakarta.transaction..",
                        "io.agroal..",
                        "org.eclipse..",
                        "org.jboss..",
                        "jakarta.json.."));
    }

    @Test
    void logsThroughTheJdkOnly() {
        check(noClasses().should().accessClassesThat().resideInAnyPackage("java.util.logging..", "org.slf4j.."));
    }

    private static void check(ArchRule rule) {
        rule.check(MODULE);
    }
}
