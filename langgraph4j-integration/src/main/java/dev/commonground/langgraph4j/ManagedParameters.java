package dev.commonground.langgraph4j;

import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.invocation.LangChain4jManaged;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What langchain4j carries from the thread that calls an AI service to the tools it runs, on whatever thread. The carrier
 * is marked as internal to langchain4j and is used in this class alone.
 */
final class ManagedParameters {

    private static final String AGENTIC_SCOPE = "dev.langchain4j.agentic.scope.AgenticScope";

    private record Carried(Turn turn) implements LangChain4jManaged {}

    private ManagedParameters() {}

    /** Runs {@code body} so that every AI service it calls on this thread finds {@code turn}. */
    static <T> T during(Turn turn, Supplier<T> body) {
        Map<Class<? extends LangChain4jManaged>, LangChain4jManaged> before = LangChain4jManaged.current();
        Map<Class<? extends LangChain4jManaged>, LangChain4jManaged> with =
                before == null ? new HashMap<>() : new HashMap<>(before);
        with.put(Carried.class, new Carried(turn));
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

    /** Returns the turn of the node or edge that runs on this thread, if one does. */
    static Optional<Turn> current() {
        return turn(LangChain4jManaged.current());
    }

    /** Returns the turn of the node that called the AI service, if one did. */
    static Optional<Turn> turn(InvocationContext context) {
        return turn(context.managedParameters());
    }

    private static Optional<Turn> turn(@Nullable Map<Class<? extends LangChain4jManaged>, LangChain4jManaged> managed) {
        return Optional.ofNullable(managed)
                .map(all -> all.get(Carried.class))
                .map(carried -> ((Carried) carried).turn());
    }

    /**
     * Returns the id that langchain4j-agentic works under, if it made the call. Read by name: that module is a beta, and
     * who does not use it should not need it.
     *
     * @throws IllegalStateException if this version of langchain4j-agentic keeps the id elsewhere
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
                    "This version of langchain4j-agentic does not tell its memory id: pass the task as the invocation parameter %s"
                            .formatted(GraphMemory.TASK),
                    e);
        }
    }
}
