package dev.commonground;

import java.lang.reflect.Array;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a valid value of a type: from a registered factory, else a constant of an enum, else by a record's constructor or
 * by the static factory with the fewest parameters that the type, or the type around it, has. An interface that has none
 * of these is implemented by methods that do nothing.
 *
 * <p>Not thread-safe.
 */
public final class ContractArguments {

    private final Map<Class<?>, Supplier<?>> factories = new HashMap<>();
    private final Deque<Class<?>> inProgress = new ArrayDeque<>();

    /** Creates arguments of the most common types of the JDK. */
    public ContractArguments() {
        with(String.class, () -> "one");
        with(CharSequence.class, () -> "one");
        with(Object.class, () -> "one");
        with(boolean.class, () -> true);
        with(int.class, () -> 1);
        with(long.class, () -> 1L);
        with(double.class, () -> 1.0);
        with(float.class, () -> 1.0f);
        with(Duration.class, () -> Duration.ofDays(1));
        with(Instant.class, () -> Instant.EPOCH);
        with(Clock.class, Clock::systemUTC);
        with(Path.class, () -> Path.of("one"));
        with(List.class, List::of);
        with(Collection.class, List::of);
        with(Iterable.class, List::of);
        with(Set.class, Set::of);
        with(Map.class, Map::of);
        with(Optional.class, Optional::empty);
        with(Stream.class, Stream::of);
    }

    /** Registers how to make a value of {@code type}; the last registration of a type counts. */
    public ContractArguments with(Class<?> type, Supplier<?> factory) {
        factories.put(type, factory);
        return this;
    }

    /** Returns the arguments of a call, with null at {@code nullIndex}. */
    public @Nullable Object[] forCall(Executable called, int nullIndex) {
        Class<?>[] types = called.getParameterTypes();
        @Nullable Object[] values = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            values[i] = i == nullIndex ? null : of(types[i]);
        }
        return values;
    }

    /**
     * Returns a value of {@code type}.
     *
     * @throws IllegalStateException if no value can be made: register a factory
     */
    public Object of(Class<?> type) {
        Supplier<?> factory = factories.get(type);
        if (factory != null) {
            return factory.get();
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 0);
        }
        if (inProgress.contains(type)) {
            throw new IllegalStateException("No factory is registered for " + type.getName());
        }
        inProgress.push(type);
        try {
            return made(type);
        } finally {
            inProgress.pop();
        }
    }

    private Object made(Class<?> type) {
        if (type.isRecord()) {
            return byRecordConstructor(type);
        }
        Optional<Method> factory = staticFactory(type);
        if (factory.isPresent()) {
            return byStaticFactory(factory.get());
        }
        if (type.isInterface() && !type.isSealed()) {
            return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, idle());
        }
        if (type.isSealed()) {
            return of(type.getPermittedSubclasses()[0]);
        }
        throw new IllegalStateException("No factory is registered for " + type.getName());
    }

    private Object byRecordConstructor(Class<?> type) {
        Class<?>[] components = Stream.of(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(components)
                    .newInstance(Stream.of(components).map(this::of).toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Register a factory for " + type.getName(), e);
        }
    }

    private static Optional<Method> staticFactory(Class<?> type) {
        return Stream.of(Optional.of(type), Optional.<Class<?>>ofNullable(type.getEnclosingClass()))
                .flatMap(Optional::stream)
                .flatMap(declaring -> Stream.of(declaring.getDeclaredMethods()))
                .filter(method -> method.getReturnType() == type)
                .filter(method -> Modifier.isStatic(method.getModifiers()) && Modifier.isPublic(method.getModifiers()))
                .min(Comparator.comparingInt(Method::getParameterCount).thenComparing(Method::toString));
    }

    private Object byStaticFactory(Method factory) {
        try {
            return factory.invoke(null, forCall(factory, -1));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "Register a factory for " + factory.getReturnType().getName(), e);
        }
    }

    /** Answers each call with an empty value. */
    private InvocationHandler idle() {
        return (proxy, method, values) -> {
            if (method.getDeclaringClass() == Object.class) {
                return switch (method.getName()) {
                    case "equals" -> proxy == values[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "idle";
                };
            }
            Supplier<?> factory = factories.get(method.getReturnType());
            return factory == null || method.getReturnType() == Object.class ? null : factory.get();
        };
    }
}
