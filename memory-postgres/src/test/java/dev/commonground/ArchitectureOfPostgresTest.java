package dev.commonground;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureOfPostgresTest {

    static final JavaClasses LIBRARY = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void dependsOnTheStoreInterfaceOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.commonground", "dev.commonground.briefing", "dev.commonground.sqlite")
                .check(LIBRARY);
    }

    @Test
    void onlyTheMigrationUsesFlyway() {
        noClasses()
                .that()
                .doNotHaveSimpleName("Migration")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.flywaydb..")
                .check(LIBRARY);
    }

    @Test
    void isNullMarkedPrintsNothingAndThrowsNoGenericException() {
        assertThat(LIBRARY.getPackage("dev.commonground.postgres").isAnnotatedWith(NullMarked.class))
                .isTrue();
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(LIBRARY);
        NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(LIBRARY);
    }
}
