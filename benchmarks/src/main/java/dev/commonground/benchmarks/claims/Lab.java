package dev.commonground.benchmarks.claims;

import dev.commonground.SharedMemory;
import dev.commonground.crew.Agent;
import dev.commonground.crew.Task;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessageType;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The fixtures of the claims: a fixed clock, memories, agents, and models that follow a function. */
final class Lab {

    static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    private Lab() {}

    static SharedMemory memory(Path folder) {
        return SharedMemory.builder(folder.resolve("memory.db"))
                .keywordsOnly()
                .clock(NOON)
                .open();
    }

    static Agent.Builder agent(String name, ChatModel model) {
        return Agent.builder(name)
                .role("Worker")
                .goal("Do the work")
                .backstory("Works.")
                .model(model);
    }

    static Task.Builder task(String name, Agent agent) {
        return Task.builder(name)
                .agent(agent)
                .description("Work on " + name + " with what the team knows of the client and the format.")
                .expectedOutput("The text.");
    }

    /** Returns tasks t0, t1 and so on, each with its own agent and model. */
    static Task[] chain(int length, IntFunction<ChatModel> models) {
        return IntStream.range(0, length)
                .mapToObj(i -> task("t" + i, agent("a" + i, models.apply(i)).build()))
                .map(Task.Builder::build)
                .toArray(Task[]::new);
    }

    /** A model that records its prompts and answers with a function of the prompt and the number of tool results. */
    static final class Worker implements ChatModel {

        private final List<String> prompts = new ArrayList<>();
        private final BiFunction<String, Integer, AiMessage> behaviour;

        Worker(BiFunction<String, Integer, AiMessage> behaviour) {
            this.behaviour = behaviour;
        }

        /** Returns the first prompt of each attempt. */
        synchronized List<String> prompts() {
            return List.copyOf(prompts);
        }

        @Override
        public ChatResponse doChat(ChatRequest request) {
            String prompt = ((UserMessage) request.messages().get(1)).singleText();
            int results = (int) request.messages().stream()
                    .filter(message -> message.type() == ChatMessageType.TOOL_EXECUTION_RESULT)
                    .count();
            if (results == 0) {
                synchronized (this) {
                    prompts.add(prompt);
                }
            }
            return ChatResponse.builder()
                    .aiMessage(behaviour.apply(prompt, results))
                    .build();
        }
    }

    /** Returns a call of the tool {@code remember}; the texts must not need JSON escapes. */
    static AiMessage remember(String kind, String key, String value, String text) {
        return remember(List.of(
                "{\"kind\":\"%s\",\"key\":\"%s\",\"value\":\"%s\",\"text\":\"%s\"}".formatted(kind, key, value, text)));
    }

    static AiMessage remember(List<String> arguments) {
        List<ToolExecutionRequest> calls = new ArrayList<>();
        for (String one : arguments) {
            calls.add(ToolExecutionRequest.builder()
                    .id("call-" + calls.size())
                    .name("remember")
                    .arguments(one)
                    .build());
        }
        return AiMessage.from(calls);
    }

    static AiMessage finding(String text) {
        return remember("finding", "", "", text);
    }
}
