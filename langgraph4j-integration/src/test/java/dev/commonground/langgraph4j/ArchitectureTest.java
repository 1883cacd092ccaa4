package dev.commonground.langgraph4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
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
    void everyPackageIsNullMarked() {
        assertThat(LIBRARY.getPackage("dev.commonground.langgraph4j").isAnnotatedWith(NullMarked.class))
                .isTrue();
    }

    @Test
    void dependsOnlyOnTheMemoryAndTheTwoFrameworks() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "org.bsc..",
                        "com.fasterxml.jackson..",
                        "dev.langchain4j.agent.tool..",
                        "dev.langchain4j.data..",
                        "dev.langchain4j.guardrail..",
                        "dev.langchain4j.invocation..",
                        "dev.langchain4j.model..",
                        "dev.langchain4j.rag..",
                        "dev.langchain4j.service.tool..",
                        "dev.langchain4j.store.memory.chat..",
                        "dev.commonground..")
                .check(LIBRARY);
    }

    @Test
    void onlyOneClassNeedsTheJarOfAiServices() {
        noClasses()
                .that()
                .doNotHaveSimpleName("UnreadableArguments")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.langchain4j.service..")
                .check(LIBRARY);
    }

    @Test
    void onlyOneClassKnowsLangchain4jsInternalCarrier() {
        noClasses()
                .that()
                .haveNameNotMatching(".*ManagedParameters.*")
                .should()
                .dependOnClassesThat()
                .haveSimpleName("LangChain4jManaged")
                .check(LIBRARY);
    }

    @Test
    void onlyTwoClassesKnowLangGraph4jsInternals() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.(Graph|Hook)Internals(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bsc.langgraph4j.internal..")
                .check(LIBRARY);
    }

    @Test
    void namesAreSpecific() {
        noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Helper|Manager|Impl|Base)")
                .check(LIBRARY);
    }

    @Test
    void stateIsPrivateAndNeverOptional() {
        noFields().that().areNotStatic().should().bePublic().check(LIBRARY);
        classes().that().areRecords().should().haveOnlyFinalFields().check(LIBRARY);
        noFields().should().haveRawType(Optional.class).check(LIBRARY);
    }

    @Test
    void noClassPrintsOrThrowsGenericExceptions() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(LIBRARY);
        NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(LIBRARY);
    }
}
