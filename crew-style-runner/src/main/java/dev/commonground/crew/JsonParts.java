package dev.commonground.crew;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyName;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import dev.commonground.store.JsonMappers;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the parts of a type that a JSON value does not have. A parser would put null or zero in their place. */
final class JsonParts {

    private static final Set<Class<?>> WHOLE_NUMBERS =
            Set.of(byte.class, short.class, int.class, long.class, Byte.class, Short.class, Integer.class, Long.class);

    private final List<String> missing = new ArrayList<>();

    /** Returns the problems of {@code json} as a value of {@code type}, each with the path to its place. */
    List<String> missing(Type type, JsonNode json) {
        check("", JsonMappers.LENIENT.constructType(type), json);
        return List.copyOf(missing);
    }

    private void check(String path, JavaType type, JsonNode json) {
        if (json.isNull()) {
            missing.add(path + " is null");
        } else if (type.isRecordType() && json.isObject()) {
            Arrays.stream(type.getRawClass().getRecordComponents()).forEach(one -> check(path, type, one, json));
        } else if (json.isArray() && type.getContentType() != null) {
            for (int i = 0; i < json.size(); i++) {
                check("%s[%d]".formatted(path, i), type.getContentType(), json.path(i));
            }
        } else if (type.isMapLikeType() && json.isObject()) {
            json.properties()
                    .forEach(entry -> check(within(path, entry.getKey()), type.getContentType(), entry.getValue()));
        } else if (WHOLE_NUMBERS.contains(type.getRawClass()) && json.isNumber() && !json.canConvertToExactIntegral()) {
            missing.add(path + " is not a whole number");
        }
    }

    private void check(String path, JavaType record, RecordComponent component, JsonNode json) {
        List<BeanPropertyDefinition> properties = JsonMappers.LENIENT
                .getDeserializationConfig()
                .introspect(record)
                .findProperties();
        for (BeanPropertyDefinition property : properties) {
            if (property.getInternalName().equals(component.getName())) {
                check(path, record, component, property, json);
            }
        }
    }

    private void check(
            String path, JavaType record, RecordComponent component, BeanPropertyDefinition property, JsonNode json) {
        String place = within(path, property.getName());
        Stream<String> names = Stream.concat(
                Stream.of(property.getName()), property.findAliases().stream().map(PropertyName::getSimpleName));
        names.filter(json::hasNonNull)
                .findFirst()
                .ifPresentOrElse(
                        name -> check(place, componentType(record, component), json.path(name)),
                        () -> missing(place, component));
    }

    private static JavaType componentType(JavaType record, RecordComponent component) {
        return JsonMappers.LENIENT.getTypeFactory().resolveMemberType(component.getGenericType(), record.getBindings());
    }

    private void missing(String place, RecordComponent component) {
        if (!isNullable(component)) {
            missing.add(place + " is missing");
        }
    }

    private static boolean isNullable(RecordComponent component) {
        return Stream.of(
                        component.getAnnotations(),
                        component.getAnnotatedType().getAnnotations(),
                        component.getAccessor().getAnnotations())
                .flatMap(Arrays::stream)
                .map(Annotation::annotationType)
                .anyMatch(annotation -> annotation.getSimpleName().equals("Nullable"));
    }

    private static String within(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
