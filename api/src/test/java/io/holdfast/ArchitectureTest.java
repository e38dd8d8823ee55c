package io.holdfast;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * What the api may know: an application gets all of it on its class path.
 */
class ArchitectureTest {

    private static final String[] PACKAGES = {
        "io.holdfast",
        "io.holdfast.error",
        "io.holdfast.migration..",
        "io.holdfast.outbox..",
        "io.holdfast.spi",
        "io.holdfast.tenancy.."
    };

    private static final JavaClasses API = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void hasOnlyThePackagesOfTheApi() {
        classes().should().resideInAnyPackage(PACKAGES).check(API);
    }

    @Test
    void knowsOnlyTheJdkAndWhatAServerProvides() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(with(
                        "java..",
                        "javax.sql..",
                        "javax.transaction.xa..",
                        "jakarta.enterprise..",
                        "jakarta.inject..",
                        "jakarta.interceptor..",
                        "org.jspecify.annotations.."))
                .check(API);
    }

    private static String[] with(String... others) {
        String[] all = new String[PACKAGES.length + others.length];
        System.arraycopy(PACKAGES, 0, all, 0, PACKAGES.length);
        System.arraycopy(others, 0, all, PACKAGES.length, others.length);
        return all;
    }
}
