package dev.commonground.langgraph4j;

import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.invocation.LangChain4jManaged;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries the run from the thread that calls an AI service to the threads that run the service's tools. langchain4j
 * marks its carrier as internal, so no other class uses it.
 */
final class ManagedParameters {

    private static final String AGENTIC_SCOPE = "dev.langchain4j.agentic.scope.AgenticScope";

    private record CarriedRun(NodeRun run) implements LangChain4jManaged {}

    private ManagedParameters() {}

    /** Runs {@code body} so that every AI service that it calls on this thread finds {@code run}. */
    static <T> T during(NodeRun run, Supplier<T> body) {
        Map<Class<? extends LangChain4jManaged>, LangChain4jManaged> before = LangChain4jManaged.current();
        Map<Class<? extends LangChain4jManaged>, LangChain4jManaged> with =
                before == null ? new HashMap<>() : new HashMap<>(before);
        with.put(CarriedRun.class, new CarriedRun(run));
        LangChain4jManaged.setCurrent(with);
        try {
            return body.get();
        } finally {
            restore(before);
        }
    }

    private static void restore(@Nullable Map<Class<? extends LangChain4jManaged>, LangChain4jManaged> before) {
        if (before == null) {
            LangChain4jManaged.removeCurrent();
        } else {
            LangChain4jManaged.setCurrent(before);
        }
    }

    /** Returns the run of the node or edge on this thread, if there is one. */
    static Optional<NodeRun> current() {
        return run(LangChain4jManaged.current());
    }

    /** Returns the run of the node that called the AI service, if a node did. */
    static Optional<NodeRun> run(InvocationContext context) {
        return run(context.managedParameters());
    }

    private static Optional<NodeRun> run(
            @Nullable Map<Class<? extends LangChain4jManaged>, LangChain4jManaged> managed) {
        return Optional.ofNullable(managed)
                .map(all -> all.get(CarriedRun.class))
                .map(carried -> ((CarriedRun) carried).run());
    }

    /**
     * Returns the memory id of langchain4j-agentic, if it made the call. The method is found by its name, because that
     * module is an optional beta.
     *
     * @throws IllegalStateException if this version of langchain4j-agentic has no such method
     */
    static Optional<String> agenticTask(InvocationContext context) {
        return Optional.ofNullable(context.managedParameters()).stream()
                .flatMap(managed -> managed.entrySet().stream())
                .filter(entry -> entry.getKey().getName().equals(AGENTIC_SCOPE))
                .findFirst()
                .map(entry -> memoryId(entry.getKey(), entry.getValue()));
    }

    private static String memoryId(Class<?> type, Object scope) {
        try {
            return String.valueOf(type.getMethod("memoryId").invoke(scope));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "This version of langchain4j-agentic has no method memoryId(), so the task is unknown: pass the task as the invocation parameter %s"
                            .formatted(GraphMemory.TASK),
                    e);
        }
    }
}
