package dev.commonground.langgraph4j;

import static java.util.Objects.requireNonNull;

import dev.commonground.SharedMemory;
import dev.commonground.learning.LearnRequest;
import dev.commonground.learning.Learning;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.guardrail.OutputGuardrail;
import dev.langchain4j.guardrail.OutputGuardrailRequest;
import dev.langchain4j.guardrail.OutputGuardrailResult;
import dev.langchain4j.invocation.InvocationContext;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Learns from the questions and the answers of an AI service. It is an output guardrail that accepts every answer.
 *
 * <pre>{@code
 * AiServices.builder(Writer.class).chatModel(model).outputGuardrails(graphs.learning("writer")).build();
 * }</pre>
 *
 * <p>Each answer costs one more call of the model that the memory learns with, or none if the memory learns by rules.
 * The question is attributed to the user and the answer to the agent. Texts that the memory itself put into either are
 * not learned again. Tool calls are ignored.
 *
 * <p>The graph or the invocation determines the task, the user and the agent, never the model. Inside a node the
 * learned memories are committed with the node, outside they are committed immediately. If learning fails, the call of
 * the service fails and nothing is stored.
 *
 * <p>Register it as the last guardrail. Otherwise it also learns from answers that a later guardrail rejects.
 *
 * <p>Immutable and thread-safe.
 */
public final class MemoryLearning implements OutputGuardrail {

    private final SharedMemory memory;
    private final String agent;
    private final UnaryOperator<LearnRequest.Builder> configuration;
    private final Consumer<Learning> listener;

    private MemoryLearning(
            SharedMemory memory,
            String agent,
            UnaryOperator<LearnRequest.Builder> configuration,
            Consumer<Learning> listener) {
        this.memory = memory;
        this.agent = agent;
        this.configuration = configuration;
        this.listener = listener;
    }

    static MemoryLearning of(SharedMemory memory, String agent) {
        return new MemoryLearning(memory, agent, UnaryOperator.identity(), learning -> {});
    }

    /**
     * Returns a copy that changes each request, for example its model or its topics. Defaults to the memory's settings.
     */
    public MemoryLearning configure(UnaryOperator<LearnRequest.Builder> configuration) {
        return new MemoryLearning(memory, agent, requireNonNull(configuration, "configuration"), listener);
    }

    /** Returns a copy that passes the result of each exchange to {@code listener}. Defaults to no listener. */
    public MemoryLearning resultsTo(Consumer<Learning> listener) {
        return new MemoryLearning(memory, agent, configuration, requireNonNull(listener, "listener"));
    }

    /**
     * Learns from an exchange and accepts the answer.
     *
     * @throws IllegalStateException if the invocation belongs to no task
     * @throws dev.commonground.memory.MemoryException.LearningFailed if the model that the memory learns with fails
     */
    @Override
    public OutputGuardrailResult validate(OutputGuardrailRequest request) {
        InvocationContext invocation =
                requireNonNull(request, "request").requestParams().invocationContext();
        List<ChatMessage> exchange = Stream.concat(
                        questions(invocation),
                        Stream.of(request.responseFromLLM().aiMessage()))
                .toList();
        listener.accept(new InvocationScope(memory, agent)
                .of(invocation)
                .memory()
                .learn(configuration.apply(LearnRequest.builder(exchange)).build()));
        return success();
    }

    /** Returns the service's arguments as the user's messages; the application wrote the template around them. */
    private static Stream<UserMessage> questions(InvocationContext invocation) {
        List<Object> arguments = Objects.requireNonNullElse(invocation.methodArguments(), List.of());
        return arguments.stream()
                .filter(argument -> !argument.equals(invocation.chatMemoryId()))
                .flatMap(MemoryLearning::message);
    }

    private static Stream<UserMessage> message(Object argument) {
        if (argument instanceof UserMessage message) {
            return Stream.of(message);
        }
        boolean words = argument instanceof CharSequence && !argument.toString().isBlank();
        return words ? Stream.of(UserMessage.from(argument.toString())) : Stream.of();
    }
}
