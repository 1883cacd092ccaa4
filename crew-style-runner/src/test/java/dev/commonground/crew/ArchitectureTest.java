package dev.commonground.crew;

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
                .layer("crew")
                .definedBy("dev.commonground.crew")
                .layer("check")
                .definedBy("dev.commonground.crew.check")
                .layer("event")
                .definedBy("dev.commonground.crew.event")
                .layer("model")
                .definedBy("dev.commonground.crew.model")
                .layer("report")
                .definedBy("dev.commonground.crew.report")
                .whereLayer("crew")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("check")
                .mayOnlyBeAccessedByLayers("crew")
                .whereLayer("event")
                .mayOnlyBeAccessedByLayers("crew", "report")
                .whereLayer("model")
                .mayOnlyBeAccessedByLayers("crew")
                .whereLayer("report")
                .mayOnlyBeAccessedByLayers("crew")
                .check(LIBRARY);
    }

    @Test
    void onlyTheCrewKnowsOfGraphs() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.commonground.crew.check",
                        "dev.commonground.crew.event",
                        "dev.commonground.crew.model",
                        "dev.commonground.crew.report")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bsc.langgraph4j..", "dev.commonground.langgraph4j..")
                .check(LIBRARY);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(LIBRARY.getPackage("dev.commonground.crew").getSubpackagesInTree())
                .isNotEmpty()
                .allMatch(p -> p.isAnnotatedWith(NullMarked.class));
        assertThat(LIBRARY.getPackage("dev.commonground.crew").isAnnotatedWith(NullMarked.class))
                .isTrue();
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
