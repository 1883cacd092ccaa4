package dev.commonground.langgraph4j;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.service.tool.ToolArgumentsErrorHandler;
import dev.langchain4j.service.tool.ToolErrorContext;
import dev.langchain4j.service.tool.ToolErrorHandlerResult;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles tool arguments that are not a JSON object, in AI services and in langchain4j-agentic. The answer asks the
 * model to call the tool again, and the failure is reported to the application. Without this handler, such arguments
 * end the run.
 *
 * <pre>{@code
 * AiServices.builder(Writer.class).tools(graphs.tools("writer")).toolArgumentsErrorHandler(new UnreadableArguments())
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class UnreadableArguments implements ToolArgumentsErrorHandler {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadableArguments.class);

    private final Consumer<RuntimeException> errors;

    /** Creates a handler that logs failures. */
    public UnreadableArguments() {
        this(error ->
                LOG.error("A model passed unreadable arguments; the answer asks it to call the tool again", error));
    }

    /** Creates a handler that passes failures to {@code listener}. */
    public UnreadableArguments(Consumer<RuntimeException> listener) {
        this.errors = requireNonNull(listener, "listener");
    }

    @Override
    public ToolErrorHandlerResult handle(Throwable error, ToolErrorContext context) {
        requireNonNull(error, "error");
        requireNonNull(context, "context");
        errors.accept(new IllegalArgumentException(
                "A model called the tool %s with arguments that are not a JSON object"
                        .formatted(context.toolExecutionRequest().name()),
                error));
        return ToolErrorHandlerResult.text(ToolAnswer.UNREADABLE);
    }
}
