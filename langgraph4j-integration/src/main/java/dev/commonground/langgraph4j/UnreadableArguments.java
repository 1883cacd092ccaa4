package dev.commonground.langgraph4j;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.service.tool.ToolArgumentsErrorHandler;
import dev.langchain4j.service.tool.ToolErrorContext;
import dev.langchain4j.service.tool.ToolErrorHandlerResult;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an AI service, or an agent of langchain4j-agentic, does about arguments that its model passes to a tool and that
 * are no JSON object: the model is told to call again, the application what failed. Without it they end the run.
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

    /** Begins to log what failed. */
    public UnreadableArguments() {
        this(error -> LOG.error("A model is told to call its tool again", error));
    }

    /** Begins to tell {@code listener} what failed. */
    public UnreadableArguments(Consumer<RuntimeException> listener) {
        this.errors = requireNonNull(listener, "listener");
    }

    @Override
    public ToolErrorHandlerResult handle(Throwable error, ToolErrorContext context) {
        errors.accept(new IllegalArgumentException(
                "A model called the tool %s with arguments that cannot be read"
                        .formatted(context.toolExecutionRequest().name()),
                error));
        return ToolErrorHandlerResult.text(ToolAnswer.UNREADABLE);
    }
}
