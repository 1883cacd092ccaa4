package dev.commonground.crew.model;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.agent.tool.ToolSpecifications;
import dev.langchain4j.service.tool.DefaultToolExecutor;
import dev.langchain4j.service.tool.ToolExecutor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tools of an agent. If a tool fails or its result cannot be written as text, the model receives the reason as the
 * result, and the run continues.
 *
 * <p>A toolbox is thread-safe if the tools are.
 */
public final class Toolbox {

    /** The name of the tool that recalls memories. */
    public static final String RECALL = "recall";

    /** The names of the memory tools. */
    public static final Set<String> MEMORY = Set.of("remember", RECALL);

    private final List<ToolSpecification> specifications = new ArrayList<>();
    private final Map<String, ToolExecutor> executors = new LinkedHashMap<>();
    private final Set<String> idempotent = new HashSet<>();
    private final Set<String> repeated = new HashSet<>();

    private Toolbox() {}

    /**
     * Returns the tools of {@code objects}, in the order of their names.
     *
     * @throws IllegalArgumentException if an object has no annotated method, or if two tools have the same name
     */
    public static Toolbox of(List<Object> objects) {
        Toolbox box = new Toolbox();
        requireNonNull(objects, "objects").forEach(box::add);
        box.specifications.sort(Comparator.comparing(ToolSpecification::name));
        return box;
    }

    private void add(Object object) {
        int before = executors.size();
        ToolMethods.of(object.getClass()).forEach(method -> add(object, method));
        if (executors.size() == before) {
            throw new IllegalArgumentException(
                    "A tool object of %s has no method with @Tool: annotate one, or remove the object"
                            .formatted(object.getClass().getName()));
        }
    }

    private void add(Object object, Method method) {
        ToolSpecification specification = ToolSpecifications.toolSpecificationFrom(method);
        ToolExecutor executor = DefaultToolExecutor.builder()
                .object(object)
                .originalMethod(method)
                .methodToInvoke(method)
                .wrapToolArgumentsExceptions(true)
                .propagateToolExecutionExceptions(true)
                .build();
        if (executors.putIfAbsent(specification.name(), executor) != null) {
            throw new IllegalArgumentException(
                    "Two tools are called %s, so a model cannot distinguish them: rename one with @Tool(name = ...)"
                            .formatted(specification.name()));
        }
        specifications.add(specification);
        if (method.isAnnotationPresent(Idempotent.class)) {
            idempotent.add(specification.name());
        }
    }

    /**
     * Returns these tools and those of {@code objects}. A resumed run calls the added tools again, because their effects
     * are lost in a crash.
     *
     * @throws IllegalArgumentException if an object has no annotated method, or if two tools have the same name
     */
    public Toolbox andRepeated(List<Object> objects) {
        Toolbox box = without(Set.of());
        requireNonNull(objects, "objects").forEach(box::add);
        box.specifications.sort(Comparator.comparing(ToolSpecification::name));
        box.repeated.addAll(box.names());
        box.repeated.removeAll(names());
        return box;
    }

    /** Returns these tools without the tools in {@code names}. */
    public Toolbox without(Collection<String> names) {
        requireNonNull(names, "names");
        Toolbox box = new Toolbox();
        box.executors.putAll(executors);
        box.executors.keySet().removeAll(names);
        specifications.stream().filter(one -> !names.contains(one.name())).forEach(box.specifications::add);
        box.idempotent.addAll(idempotent);
        box.repeated.addAll(repeated);
        return box;
    }

    boolean isIdempotent(String tool) {
        return idempotent.contains(tool);
    }

    /** Returns whether a resumed run calls the tool again. A tool that does not exist has no effect. */
    boolean isRepeated(String tool) {
        return repeated.contains(tool) || !executors.containsKey(tool);
    }

    List<ToolSpecification> specifications() {
        return List.copyOf(specifications);
    }

    /** Returns the names of the tools. */
    public Set<String> names() {
        return executors.keySet();
    }

    /** Returns the result of the tool, or the reason why there is none. */
    String execute(ToolExecutionRequest request) {
        ToolExecutor executor = executors.get(request.name());
        return executor == null ? unknown(request.name()) : new ToolExecution(executor, request).result();
    }

    private String unknown(String tool) {
        String tools =
                executors.isEmpty() ? "There are no tools." : "The tools are: " + String.join(", ", executors.keySet());
        return "There is no tool called %s. %s".formatted(tool, tools);
    }
}
