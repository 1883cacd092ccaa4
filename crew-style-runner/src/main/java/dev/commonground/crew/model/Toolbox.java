package dev.commonground.crew.model;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.agent.tool.ToolSpecifications;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.exception.ToolArgumentsException;
import dev.langchain4j.exception.ToolExecutionException;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.DefaultToolExecutor;
import dev.langchain4j.service.tool.ToolExecutor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tools of an agent. If a tool fails, the model receives the error as the result, and the run continues.
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
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Tool.class) && !method.isBridge()) {
                    add(object, method);
                }
            }
        }
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
    }

    /** Returns these tools without the tools in {@code names}. */
    public Toolbox without(Collection<String> names) {
        requireNonNull(names, "names");
        Toolbox box = new Toolbox();
        box.executors.putAll(executors);
        box.executors.keySet().removeAll(names);
        specifications.stream().filter(one -> !names.contains(one.name())).forEach(box.specifications::add);
        return box;
    }

    List<ToolSpecification> specifications() {
        return List.copyOf(specifications);
    }

    /** Returns the names of the tools. */
    public Set<String> names() {
        return executors.keySet();
    }

    /** Returns the result of the tool, or an error message for the model. */
    String execute(ToolExecutionRequest request) {
        ToolExecutor executor = executors.get(request.name());
        if (executor == null) {
            return unknown(request.name());
        }
        try {
            InvocationContext context = InvocationContext.builder().build();
            return text(executor.executeWithContext(request, context).resultContents());
        } catch (ToolArgumentsException e) {
            return "The arguments of %s do not fit: %s".formatted(request.name(), e.getMessage());
        } catch (ToolExecutionException e) {
            return "The tool %s failed: %s".formatted(request.name(), e.getMessage());
        }
    }

    private String unknown(String tool) {
        String tools =
                executors.isEmpty() ? "There are no tools." : "The tools are: " + String.join(", ", executors.keySet());
        return "There is no tool called %s. %s".formatted(tool, tools);
    }

    private static String text(List<Content> contents) {
        String text = contents.stream()
                .filter(TextContent.class::isInstance)
                .map(content -> ((TextContent) content).text())
                .collect(Collectors.joining("\n"));
        return text.isEmpty() ? "(no text)" : text;
    }
}
