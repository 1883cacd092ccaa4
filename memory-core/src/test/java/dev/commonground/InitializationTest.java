package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A memory opens on one thread while others load what it needs, and two classes that need each other would stop both. */
class InitializationTest {

    @Test
    void noClassesNeedEachOtherToBeInitialized() {
        TreeMap<JavaClass, Set<JavaClass>> needs = new TreeMap<>(Comparator.comparing(JavaClass::getName));
        ArchitectureTest.LIBRARY.forEach(one -> needs.put(one, needs(one)));

        Set<String> circles = new TreeSet<>();
        needs.forEach((one, direct) -> {
            if (reached(direct, next -> needs.getOrDefault(next, Set.of())).contains(one)) {
                circles.add(one.getName() + " needs "
                        + direct.stream().map(JavaClass::getName).sorted().toList());
            }
        });

        assertThat(circles).isEmpty();
    }

    /**
     * Returns the other classes whose initialization begins while this one's goes on. Only the class around an anonymous class
     * ever needs it.
     */
    private static Set<JavaClass> needs(JavaClass one) {
        Stream<JavaClass> supertypes = Stream.concat(
                one.getRawSuperclass().filter(any -> !one.isInterface()).stream(),
                one.isInterface()
                        ? Stream.empty()
                        : one.getAllRawInterfaces().stream().filter(InitializationTest::hasDefaultMethod));
        Set<JavaCodeUnit> start =
                one.getStaticInitializer().map(Set::<JavaCodeUnit>of).orElse(Set.of());
        Stream<JavaClass> used = reached(start, InitializationTest::called).stream()
                .flatMap(unit -> unit.getAccessesFromSelf().stream())
                .filter(InitializationTest::initializes)
                .map(JavaAccess::getTargetOwner);
        return Stream.concat(supertypes, used)
                .filter(other -> !other.equals(one)
                        && !other.isAnonymousClass()
                        && other.getPackageName().startsWith("dev.commonground"))
                .collect(Collectors.toSet());
    }

    private static boolean hasDefaultMethod(JavaClass type) {
        return type.getMethods().stream()
                .anyMatch(method -> !method.getModifiers().contains(JavaModifier.ABSTRACT)
                        && !method.getModifiers().contains(JavaModifier.STATIC));
    }

    private static boolean initializes(JavaAccess<?> access) {
        Optional<? extends JavaMember> member = access.getTarget().resolveMember();
        return member.isPresent()
                && (member.get() instanceof JavaConstructor
                        || member.get().getModifiers().contains(JavaModifier.STATIC));
    }

    private static Set<JavaCodeUnit> called(JavaCodeUnit unit) {
        return unit.getCallsFromSelf().stream()
                .map(call -> call.getTarget().resolveMember())
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }

    /** Returns the start and everything that steps lead to from there. */
    private static <T> Set<T> reached(
            Collection<? extends T> start, Function<T, ? extends Collection<? extends T>> steps) {
        Set<T> reached = new HashSet<>(start);
        Deque<T> next = new ArrayDeque<>(start);
        while (!next.isEmpty()) {
            for (T one : steps.apply(next.remove())) {
                if (reached.add(one)) {
                    next.add(one);
                }
            }
        }
        return reached;
    }
}
