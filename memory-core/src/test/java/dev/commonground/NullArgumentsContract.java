package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Checks that each public method and constructor rejects a null argument with a {@link NullPointerException} that names
 * the parameter. Parameters annotated {@link Nullable} are exempt, and so are {@code equals} and the methods of enums.
 *
 * <p>Needs classes compiled with {@code -parameters}.
 */
public interface NullArgumentsContract {

    /** Returns the public types to check; {@link ContractTypes#compiledWith} lists those of a module. */
    Collection<Class<?>> types();

    /** Returns the values to call the methods with. */
    ContractArguments arguments();

    /** Returns the types that users implement: only their static methods are checked. */
    default Set<Class<?>> implementedByUsers() {
        return Set.of();
    }

    /** Returns whether a parameter accepts null although it cannot be annotated, because another library declares it. */
    default boolean accepts(Executable called, Parameter parameter) {
        return false;
    }

    @Test
    default void nullArgumentsAreRejectedByName() {
        List<String> problems = types().stream()
                .flatMap(this::publicMembers)
                .flatMap(this::problems)
                .sorted()
                .toList();

        assertThat(problems).isEmpty();
    }

    private Stream<Executable> publicMembers(Class<?> type) {
        Stream<Executable> constructors = Modifier.isAbstract(type.getModifiers())
                ? Stream.of()
                : Stream.<Executable>of(type.getConstructors()).sorted(Comparator.comparing(Executable::toString));
        Stream<Executable> methods =
                Stream.<Executable>of(type.getDeclaredMethods()).sorted(Comparator.comparing(Executable::toString));
        return type.isEnum()
                ? Stream.of()
                : Stream.concat(constructors, methods).filter(this::isChecked);
    }

    private boolean isChecked(Executable member) {
        boolean isStatic = Modifier.isStatic(member.getModifiers());
        return Modifier.isPublic(member.getModifiers())
                && !member.isSynthetic()
                && !member.getName().equals("equals")
                && (member instanceof Constructor
                        || isStatic
                        || !implementedByUsers().contains(member.getDeclaringClass()));
    }

    private Stream<String> problems(Executable member) {
        List<String> problems = new ArrayList<>();
        Parameter[] parameters = member.getParameters();
        for (int i = 0; i < parameters.length; i++) {
            if (mustRejectNull(member, i)) {
                String problem = problem(member, i);
                if (problem != null) {
                    problems.add("%s: %s: %s".formatted(signature(member), parameters[i].getName(), problem));
                }
            }
        }
        return problems.stream();
    }

    private static String signature(Executable member) {
        String name = member instanceof Constructor ? "new" : member.getName();
        String types =
                Stream.of(member.getParameterTypes()).map(Class::getSimpleName).collect(Collectors.joining(", "));
        return "%s.%s(%s)".formatted(member.getDeclaringClass().getName(), name, types);
    }

    private boolean mustRejectNull(Executable member, int index) {
        AnnotatedType type = member.getAnnotatedParameterTypes()[index];
        Parameter parameter = member.getParameters()[index];
        return !parameter.getType().isPrimitive()
                && !type.isAnnotationPresent(Nullable.class)
                && !accepts(member, parameter);
    }

    /** Returns how a call with null at {@code index} deviates, or null if it is rejected by name. */
    private @Nullable String problem(Executable member, int index) {
        String expected = member.getParameters()[index].getName();
        try {
            call(member, arguments().forCall(member, index));
            return "null is accepted";
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getCause();
            return thrown instanceof NullPointerException && expected.equals(thrown.getMessage())
                    ? null
                    : "throws " + thrown;
        } catch (ReflectiveOperationException | IllegalArgumentException | IllegalStateException e) {
            return "cannot be called: " + e;
        }
    }

    private void call(Executable member, @Nullable Object[] values) throws ReflectiveOperationException {
        if (member instanceof Constructor<?> constructor) {
            constructor.newInstance(values);
        } else {
            boolean isStatic = Modifier.isStatic(member.getModifiers());
            Object target = isStatic ? null : arguments().of(member.getDeclaringClass());
            ((Method) member).invoke(target, values);
        }
    }
}
