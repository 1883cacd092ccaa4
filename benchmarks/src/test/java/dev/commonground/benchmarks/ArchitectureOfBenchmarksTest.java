package dev.commonground.benchmarks;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Each package measures one thing. */
class ArchitectureOfBenchmarksTest {

    static final JavaClasses BENCHMARKS = new ClassFileImporter().importPath(Path.of("target", "classes"));

    private static final String[] SHARED = {"..benchmarks.corpus", "..benchmarks.measure", "..benchmarks.report"};

    @Test
    void noPackagesUseEachOtherInACircle() {
        slices().matching("dev.commonground.benchmarks.(*)..")
                .should()
                .beFreeOfCycles()
                .check(BENCHMARKS);
    }

    @Test
    void whatAllUseKnowsNoneOfThem() {
        noClasses()
                .that()
                .resideInAnyPackage(SHARED)
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.commonground.benchmarks..").and(resideOutsideOfPackages(SHARED)))
                .check(BENCHMARKS);
    }
}
