package dev.commonground.crew.model;

import dev.langchain4j.agent.tool.Tool;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the tools of a class, its superclasses and its interfaces. A method and its override are one tool, as the override
 * describes it.
 */
final class ToolMethods {

    private final Set<String> signatures = new HashSet<>();
    private final List<Method> methods = new ArrayList<>();

    private ToolMethods() {}

    static List<Method> of(Class<?> type) {
        Set<Class<?>> types = new LinkedHashSet<>();
        for (Class<?> one = type; one != null; one = one.getSuperclass()) {
            types.add(one);
        }
        List.copyOf(types).forEach(one -> addInterfaces(one, types));
        ToolMethods found = new ToolMethods();
        types.forEach(found::add);
        return found.methods;
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> types) {
        for (Class<?> one : type.getInterfaces()) {
            types.add(one);
            addInterfaces(one, types);
        }
    }

    private void add(Class<?> type) {
        List<Method> annotated = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Tool.class))
                .toList();
        annotated.stream()
                .filter(method -> !method.isBridge() && !isOverridden(method))
                .forEach(methods::add);
        annotated.stream().map(ToolMethods::signature).forEach(signatures::add);
    }

    private boolean isOverridden(Method method) {
        return !Modifier.isPrivate(method.getModifiers()) && signatures.contains(signature(method));
    }

    /** Returns what an override shares with its method. A bridge method stands for the override of a generic method. */
    private static String signature(Method method) {
        return method.getName() + Arrays.toString(method.getParameterTypes());
    }
}
