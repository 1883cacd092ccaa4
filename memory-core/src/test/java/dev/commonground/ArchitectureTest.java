package dev.commonground;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    static final JavaClasses LIBRARY = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void arrowsPointOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("facade")
                .definedBy("dev.commonground")
                .layer("learning")
                .definedBy("dev.commonground.learning")
                .layer("rules")
                .definedBy("dev.commonground.learning.rules")
                .layer("briefing")
                .definedBy("dev.commonground.briefing")
                .layer("recall")
                .definedBy("dev.commonground.recall")
                .layer("sqlite")
                .definedBy("dev.commonground.sqlite")
                .layer("rows")
                .definedBy("dev.commonground.rows")
                .layer("log")
                .definedBy("dev.commonground.log")
                .layer("memory")
                .definedBy("dev.commonground.memory")
                .whereLayer("facade")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("rules")
                .mayOnlyBeAccessedByLayers("facade")
                .whereLayer("learning")
                .mayOnlyBeAccessedByLayers("facade", "rules")
                .whereLayer("briefing")
                .mayOnlyBeAccessedByLayers("facade", "learning")
                .whereLayer("recall")
                .mayOnlyBeAccessedByLayers("facade")
                .whereLayer("sqlite")
                .mayOnlyBeAccessedByLayers("facade")
                .whereLayer("rows")
                .mayOnlyBeAccessedByLayers("sqlite")
                .whereLayer("log")
                .mayOnlyBeAccessedByLayers("facade", "sqlite", "rows")
                .whereLayer("memory")
                .mayOnlyBeAccessedByLayers("facade", "learning", "rules", "briefing", "recall", "sqlite", "rows", "log")
                .check(LIBRARY);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(LIBRARY.getPackage("dev.commonground").getSubpackagesInTree())
                .isNotEmpty()
                .allMatch(p -> p.isAnnotatedWith(NullMarked.class));
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Helper|Manager|Impl|Base)")
                .check(LIBRARY);
    }

    @Test
    void stateIsPrivateAndNeverOptional() {
        noFields().that().areNotStatic().should().bePublic().check(LIBRARY);
        noFields().should().haveRawType(Optional.class).check(LIBRARY);
        classes().that().areRecords().should().haveOnlyFinalFields().check(LIBRARY);
    }

    @Test
    void nobodyPrintsOrThrowsGenericExceptions() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(LIBRARY);
        NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(LIBRARY);
    }
}
