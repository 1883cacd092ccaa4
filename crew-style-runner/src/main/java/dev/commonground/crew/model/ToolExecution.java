package dev.commonground.crew.model;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.exception.ToolArgumentsException;
import dev.langchain4j.exception.ToolExecutionException;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.service.tool.ToolExecutionResult;
import dev.langchain4j.service.tool.ToolExecutor;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** One call of a tool. The model gets a text in any case: the result, or the reason why there is none. */
record ToolExecution(ToolExecutor executor, ToolExecutionRequest request) {

    String result() {
        try {
            return result(executor.executeWithContext(
                    request, InvocationContext.builder().build()));
        } catch (ToolArgumentsException e) {
            return "The arguments of %s do not fit: %s".formatted(request.name(), reason(e));
        } catch (ToolExecutionException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedCall(e);
            }
            return "The tool %s failed: %s".formatted(request.name(), reason(e));
        } catch (RuntimeException | StackOverflowError e) { // it comes from the conversion of the result
            return unwritable(reason(e));
        }
    }

    private String result(ToolExecutionResult result) {
        return result.result() instanceof Future<?> future
                ? unwritable("it is a %s, whose value is still to come"
                        .formatted(future.getClass().getName()))
                : text(result.resultContents());
    }

    private String unwritable(String reason) {
        return "The result of %s cannot be written as text: %s".formatted(request.name(), reason);
    }

    private static String reason(Throwable thrown) {
        Throwable cause = Objects.requireNonNullElse(thrown.getCause(), thrown);
        return Objects.requireNonNullElseGet(
                thrown.getMessage(), () -> cause.getClass().getName());
    }

    private static String text(List<Content> contents) {
        String text = contents.stream()
                .filter(TextContent.class::isInstance)
                .map(content -> ((TextContent) content).text())
                .collect(Collectors.joining("\n"));
        return text.isEmpty() ? "(no text)" : text;
    }
}
