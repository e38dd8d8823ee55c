package io.holdfast;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who knows whom in the engine. A package that is still empty breaks no rule.
 */
class ArchitectureTest {

    private static final String SHELL = "io.holdfast.cdi..";
    private static final String ENGINE = "io.holdfast.internal..";

    /** Each uses only what stands before it. */
    private static final List<String> ORDER = List.of("config", "tenancy", "routing", "datasource", "registry");

    private static final JavaClasses MODULE = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void hasOnlyTheEngineAndItsShell() {
        check(classes().should().resideInAnyPackage(SHELL, ENGINE));
    }

    @Test
    void theEngineNeverLooksUpAtItsShell() {
        check(noClasses()
                .that()
                .resideInAPackage(ENGINE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(SHELL));
    }

    @Test
    void onlyTheShellKnowsTheContainer() {
        check(noClasses()
                .that()
                .resideInAPackage(ENGINE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.enterprise..", "jakarta.inject..", "jakarta.interceptor.."));
    }

    @Test
    void meetsTheJtaModuleOnlyInTheApi() {
        check(noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.holdfast.jta..", "jakarta.transaction.."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"config", "tenancy", "routing", "datasource"})
    void usesOnlyWhatStandsBeforeItInTheOrder(String name) {
        List<String> later = ORDER.subList(ORDER.indexOf(name) + 1, ORDER.size());

        check(noClasses()
                .that()
                .resideInAPackage(internal(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        later.stream().map(ArchitectureTest::internal).toArray(String[]::new)));
    }

    @Test
    void dialectsKnowNeitherTenantsNorRoutesNorPools() {
        check(noClasses()
                .that()
                .resideInAPackage(internal("dialect"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        internal("tenancy"), internal("routing"), internal("datasource"), internal("registry")));
    }

    @Test
    void theEngineHasNoCycles() {
        check(slices().matching("io.holdfast.internal.(*)..").should().beFreeOfCycles());
    }

    @Test
    void theFeaturesOfTheEngineHaveNoCyclesInside() {
        check(slices().matching("io.holdfast.internal.(**)").should().beFreeOfCycles());
    }

    @Test
    void onlyThePoolPackageKnowsAgroal() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage(internal("datasource.pool"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.agroal.."));
    }

    @Test
    void onlyTheConfigPackageOfTheEngineReadsConfiguration() {
        check(noClasses()
                .that()
                .resideInAPackage(ENGINE)
                .and()
                .resideOutsideOfPackage(internal("config"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.microprofile.config.."));
    }

    @Test
    void nothingInTheEngineUsesMigration() {
        check(noClasses()
                .that()
                .resideInAPackage(ENGINE)
                .and()
                .resideOutsideOfPackage(internal("migration"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(internal("migration")));
    }

    @Test
    void observabilityCallsNobody() {
        check(noClasses()
                .that()
                .resideInAPackage(internal("observability"))
                .should()
                .dependOnClassesThat(describe(
                        "belong to another package of the engine",
                        type -> type.getPackageName().startsWith("io.holdfast.internal.")
                                && !type.getPackageName().startsWith("io.holdfast.internal.observability"))));
    }

    // Accesses, not dependencies: JDBC's getParentLogger() has a logger of the JDK in its signature.
    @Test
    void logsThroughTheJdkOnly() {
        check(noClasses()
                .should()
                .accessClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.jboss.logging..", "org.slf4j.."));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(MODULE);
    }

    private static String internal(String name) {
        return "io.holdfast.internal." + name + "..";
    }
}
