package dev.commonground.crew;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import dev.commonground.store.JsonMappers;
import dev.langchain4j.service.output.ServiceOutputParser;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds out, before a model is asked, whether values of a type can be read from JSON. */
final class ReadableType {

    private static final ServiceOutputParser PARSER = new ServiceOutputParser();

    /** The types of the Java platform with a form of their own as a whole answer. */
    private static final Set<Class<?>> VALUES = Set.of(
            String.class,
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class,
            Date.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            Map.class);

    private final Set<Class<?>> seen = new HashSet<>();

    private ReadableType() {}

    /**
     * Requires that values of {@code type} can be read.
     *
     * @throws IllegalArgumentException naming the type that cannot be read, which can be the type of a component
     */
    static void require(String task, Class<?> type) {
        new ReadableType().unreadable(type).ifPresent(part -> {
            throw new IllegalArgumentException(
                    "outputAs of task %s is %s, but a value of type %s cannot be read from JSON: use a record of texts, numbers, booleans, enums, dates, lists, maps and other records"
                            .formatted(task, type.getSimpleName(), part.getSimpleName()));
        });
    }

    private Optional<Class<?>> unreadable(Class<?> type) {
        return hasInstructions(type) ? unreadable(JsonMappers.LENIENT.constructType(type)) : Optional.of(type);
    }

    private static boolean hasInstructions(Class<?> type) {
        if (type == void.class || (type.getName().startsWith("java.") && !VALUES.contains(type))) {
            return false;
        }
        try {
            return PARSER.outputFormatInstructions(type) != null;
        } catch (RuntimeException e) { // the parser has several exceptions for the types that it does not know
            return false;
        }
    }

    private Optional<Class<?>> unreadable(JavaType type) {
        if (type.isContainerType()) {
            return unreadable(type.getContentType());
        }
        Class<?> raw = type.getRawClass();
        if (!seen.add(raw) || raw == Object.class || raw.isPrimitive()) {
            return Optional.empty();
        }
        return isUndefined(raw)
                ? Optional.of(raw)
                : components(type).flatMap(one -> unreadable(one).stream()).findFirst();
    }

    private static Stream<JavaType> components(JavaType type) {
        return type.isRecordType()
                ? Arrays.stream(type.getRawClass().getRecordComponents())
                        .map(one -> JsonMappers.LENIENT
                                .getTypeFactory()
                                .resolveMemberType(one.getGenericType(), type.getBindings()))
                : Stream.empty();
    }

    /** Returns whether the parser has no way to create a value, whatever the JSON. */
    private static boolean isUndefined(Class<?> type) {
        try {
            PARSER.parseText(type, "{}");
            return false;
        } catch (RuntimeException e) {
            return Stream.<Throwable>iterate(e, cause -> cause != null, Throwable::getCause)
                    .anyMatch(InvalidDefinitionException.class::isInstance);
        }
    }
}
