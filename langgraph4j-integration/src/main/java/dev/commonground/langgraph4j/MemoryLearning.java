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
 * Learns from what an AI service was asked and what it answered, as an output guardrail that lets every answer pass.
 *
 * <pre>{@code
 * AiServices.builder(Writer.class).chatModel(model).outputGuardrails(graphs.learning("writer")).build();
 * }</pre>
 *
 * <p>Each answer costs one more call of the model that the memory learns with, or none if it learns by rules. The user's
 * words are the user's, the answer's are the agent's; what the memory itself put into either is not learned again. Whose
 * memory it is comes from the graph or from the invocation, never from the model. Inside a node it is written with the
 * node, or not at all; outside, at once. Name it as the last guardrail, so that an answer that another one refuses is not
 * learned from; tool calls are not answers, and are passed over.
 *
 * <p>If learning fails, so does the call of the service, and nothing is stored.
 *
 * <p>Immutable and thread-safe.
 */
public final class MemoryLearning implements OutputGuardrail {

    private final SharedMemory memory;
    private final String agent;
    private final UnaryOperator<LearnRequest.Builder> how;
    private final Consumer<Learning> told;

    private MemoryLearning(
            SharedMemory memory, String agent, UnaryOperator<LearnRequest.Builder> how, Consumer<Learning> told) {
        this.memory = memory;
        this.agent = agent;
        this.how = how;
        this.told = told;
    }

    static MemoryLearning of(SharedMemory memory, String agent) {
        return new MemoryLearning(memory, agent, UnaryOperator.identity(), learning -> {});
    }

    /** Returns this with a model, instructions or topics of its own; those of the memory unless told otherwise. */
    public MemoryLearning how(UnaryOperator<LearnRequest.Builder> how) {
        return new MemoryLearning(memory, agent, requireNonNull(how, "how"), told);
    }

    /** Returns this, telling {@code listener} what came of each exchange; nobody unless told otherwise. */
    public MemoryLearning tell(Consumer<Learning> listener) {
        return new MemoryLearning(memory, agent, how, requireNonNull(listener, "listener"));
    }

    /**
     * Learns from an exchange.
     *
     * @throws IllegalStateException if the invocation belongs to no task
     * @throws dev.commonground.learning.LearningException if the model that the memory learns with fails
     */
    @Override
    public OutputGuardrailResult validate(OutputGuardrailRequest request) {
        InvocationContext invocation = request.requestParams().invocationContext();
        List<ChatMessage> exchange = Stream.concat(
                        asked(invocation), Stream.of(request.responseFromLLM().aiMessage()))
                .toList();
        told.accept(new InvocationScope(memory, agent)
                .of(invocation)
                .memory()
                .learn(how.apply(LearnRequest.builder(exchange)).build()));
        return success();
    }

    /** The texts that the service was called with: what an application wraps around them is not the user's word. */
    private static Stream<UserMessage> asked(InvocationContext invocation) {
        List<Object> arguments = Objects.requireNonNullElse(invocation.methodArguments(), List.of());
        return arguments.stream()
                .filter(argument -> !argument.equals(invocation.chatMemoryId()))
                .flatMap(MemoryLearning::said);
    }

    private static Stream<UserMessage> said(Object argument) {
        if (argument instanceof UserMessage message) {
            return Stream.of(message);
        }
        boolean words = argument instanceof CharSequence && !argument.toString().isBlank();
        return words ? Stream.of(UserMessage.from(argument.toString())) : Stream.of();
    }
}
