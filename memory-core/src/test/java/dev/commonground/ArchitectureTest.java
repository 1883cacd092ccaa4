package dev.commonground;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    static final JavaClasses LIBRARY = new ClassFileImporter().importPath(Path.of("target", "classes"));

    private static final String INTERNAL = "dev.commonground.internal";

    /** The layers from the top down, each with the layers that it may use. */
    private static final Map<String, List<String>> USES = new TreeMap<>(Map.ofEntries(
            Map.entry("internal.text", List.of()),
            Map.entry("memory", List.of("internal.text")),
            Map.entry("store", List.of("memory", "internal.text")),
            Map.entry("recall", List.of("memory")),
            Map.entry("briefing", List.of("memory", "internal.text")),
            Map.entry("learning", List.of("memory", "internal.text")),
            Map.entry("audit", List.of("memory")),
            Map.entry("guard", List.of("memory")),
            Map.entry("internal.guard", List.of("memory", "guard")),
            Map.entry("event", List.of("memory", "recall", "briefing")),
            Map.entry("internal.log", List.of("memory", "store")),
            Map.entry("internal.search", List.of("memory", "store", "recall")),
            Map.entry("internal.encryption", List.of("memory", "store")),
            Map.entry("internal.briefing", List.of("memory", "briefing", "internal.text")),
            Map.entry("internal.sqlite", List.of("memory", "store")),
            Map.entry("internal.replica", List.of("memory", "store", "internal.log", "internal.search")),
            Map.entry(
                    "internal.session",
                    List.of(
                            "memory",
                            "store",
                            "recall",
                            "briefing",
                            "event",
                            "internal.guard",
                            "internal.log",
                            "internal.search",
                            "internal.briefing",
                            "internal.replica")),
            Map.entry(
                    "internal.audit",
                    List.of(
                            "memory",
                            "store",
                            "audit",
                            "event",
                            "internal.log",
                            "internal.replica",
                            "internal.session")),
            Map.entry(
                    "internal.transfer",
                    List.of("memory", "store", "internal.guard", "internal.search", "internal.session")),
            Map.entry(
                    "internal.learning",
                    List.of(
                            "memory",
                            "store",
                            "recall",
                            "briefing",
                            "learning",
                            "event",
                            "internal.guard",
                            "internal.briefing",
                            "internal.search",
                            "internal.session",
                            "internal.text"))));

    @Test
    void arrowsPointOneWay() {
        var architecture = layeredArchitecture().consideringOnlyDependenciesInLayers();
        architecture = architecture.layer("doors").definedBy("dev.commonground");
        for (String layer : USES.keySet()) {
            architecture = architecture.layer(layer).definedBy("dev.commonground." + layer);
        }
        architecture = architecture.whereLayer("doors").mayNotBeAccessedByAnyLayer();
        for (String layer : USES.keySet()) {
            String[] users = Stream.concat(
                            Stream.of("doors"),
                            USES.entrySet().stream()
                                    .filter(e -> e.getValue().contains(layer))
                                    .map(Map.Entry::getKey))
                    .toArray(String[]::new);
            architecture = architecture.whereLayer(layer).mayOnlyBeAccessedByLayers(users);
        }
        architecture.check(LIBRARY);
    }

    @Test
    void noPublicSignatureOutsideMentionsATypeInside() {
        List<String> leaks = LIBRARY.stream()
                .filter(type -> !isInside(type) && isPublic(type))
                .flatMap(ArchitectureTest::leaks)
                .sorted()
                .toList();

        assertThat(leaks).isEmpty();
    }

    private static Stream<String> leaks(JavaClass type) {
        Stream<String> supertypes = Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream())
                .filter(ArchitectureTest::isInside)
                .map(inside -> type.getName() + " extends " + inside.getName());
        Stream<String> members = type.getCodeUnits().stream()
                .filter(member -> isVisible(member.getModifiers()))
                .filter(member -> mentions(member).anyMatch(ArchitectureTest::isInside))
                .map(JavaCodeUnit::getFullName);
        Stream<String> fields = type.getFields().stream()
                .filter(field -> isVisible(field.getModifiers()))
                .filter(field -> field.getAllInvolvedRawTypes().stream().anyMatch(ArchitectureTest::isInside))
                .map(field -> field.getFullName());
        return Stream.of(supertypes, members, fields).flatMap(leaks -> leaks);
    }

    private static Stream<JavaClass> mentions(JavaCodeUnit member) {
        return Stream.of(
                        member.getReturnType().getAllInvolvedRawTypes().stream(),
                        member.getParameterTypes().stream().flatMap(type -> type.getAllInvolvedRawTypes().stream()),
                        member.getExceptionTypes().stream())
                .flatMap(types -> types);
    }

    private static boolean isInside(JavaClass type) {
        return type.getPackageName().startsWith(INTERNAL);
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ArchitectureTest::isPublic).orElse(true);
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    @Test
    void aBeginnersFirstCompletionListIsShort() {
        long methods = LIBRARY.get(AgentMemory.class).getMethods().stream()
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                .count();

        assertThat(methods).isLessThanOrEqualTo(28);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(LIBRARY.getPackage("dev.commonground").getSubpackagesInTree())
                .isNotEmpty()
                .allMatch(p -> p.isAnnotatedWith(NullMarked.class));
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
        noFields().should().haveRawType(Optional.class).check(LIBRARY);
        classes().that().areRecords().should().haveOnlyFinalFields().check(LIBRARY);
    }

    @Test
    void noClassPrintsOrThrowsGenericExceptions() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(LIBRARY);
        NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(LIBRARY);
    }
}
