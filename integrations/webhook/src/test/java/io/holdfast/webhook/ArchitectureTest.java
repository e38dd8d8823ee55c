package io.holdfast.webhook;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the webhook module may know: the api, the JDK and the CloudEvents SDK with its JSON parser. */
class ArchitectureTest {

    private static final JavaClasses MODULE = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void hasOnlyItsOwnPackage() {
        check(classes().should().resideInAPackage("io.holdfast.webhook"));
    }

    @Test
    void showsOnlyThePublisher() {
        check(classes().that().arePublic().and().areTopLevelClasses().should().haveSimpleName("WebhookPublisher"));
    }

    @Test
    void knowsTheJdkTheApiAndTheSdk() {
        check(classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.holdfast.webhook",
                        "io.holdfast.outbox..",
                        "io.holdfast.tenancy",
                        "io.cloudevents..",
                        "com.fasterxml.jackson.core..",
                        "org.jspecify.annotations",
                        "java..",
                        "javax.crypto..",
                        "javax.net.ssl.."));
    }

    @Test
    void logsThroughTheJdkOnly() {
        check(noClasses().should().accessClassesThat().resideInAnyPackage("java.util.logging..", "org.slf4j.."));
    }

    private static void check(ArchRule rule) {
        rule.check(MODULE);
    }
}
