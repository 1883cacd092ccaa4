package dev.commonground.crew;

import dev.commonground.crew.model.StreamedModel;
import dev.commonground.crew.model.Toolbox;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A member of a crew: a language model in a role. Role, goal and backstory may hold {@code {inputs}} of the run.
 *
 * <pre>{@code
 * Agent researcher = Agent.builder("researcher")
 *         .role("Research analyst")
 *         .goal("Find out what {client} needs before anyone writes a word")
 *         .backstory("Reads call notes and records only what they say.")
 *         .model(model)
 *         .tools(new CallNotes())
 *         .build();
 * }</pre>
 *
 * <p>Immutable; as thread-safe as its model and tools.
 *
 * @param name what its memories are signed with: letters, digits, dots, hyphens and underscores, at most 64
 * @param role what it is, as its model is told
 * @param goal what it is after, as its model is told
 * @param backstory what it is like, as its model is told
 * @param model the model that answers for it
 * @param tools objects with methods that bear langchain4j's {@code @Tool}
 * @param maxIterations the most model calls for one answer, at least 1
 * @param maxCallRetries how often a call that failed for a reason that may pass is made again, at least 0
 */
public record Agent(
        String name,
        String role,
        String goal,
        String backstory,
        ChatModel model,
        List<Object> tools,
        int maxIterations,
        int maxCallRetries) {

    public Agent {
        name = Checked.name("an agent", name);
        String whose = "Agent " + name;
        role = Checked.text(whose, "role", role);
        goal = Checked.text(whose, "goal", goal);
        backstory = Checked.text(whose, "backstory", backstory);
        Checked.given(whose, "model", model);
        tools = List.copyOf(tools);
        Toolbox.of(tools);
        if (maxIterations < 1) {
            throw new IllegalArgumentException(
                    "maxIterations of agent %s is %d, but an answer takes at least 1 model call"
                            .formatted(name, maxIterations));
        }
        if (maxCallRetries < 0) {
            throw new IllegalArgumentException(
                    "maxCallRetries of agent %s is %d, but must be 0 or more".formatted(name, maxCallRetries));
        }
    }

    /** Starts an agent called {@code name}, without tools and with at most 15 model calls for an answer. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** Builds an {@link Agent}; every setter returns this builder. Not thread-safe. */
    public static final class Builder {

        private final String name;
        private final List<Object> tools = new ArrayList<>();
        private String role = "";
        private String goal = "";
        private String backstory = "";
        private @Nullable ChatModel model;
        private int maxIterations = 15;
        private int maxCallRetries;

        private Builder(String name) {
            this.name = name;
        }

        /** Sets what it is. */
        public Builder role(String role) {
            this.role = role;
            return this;
        }

        /** Sets what it is after. */
        public Builder goal(String goal) {
            this.goal = goal;
            return this;
        }

        /** Sets what it is like. */
        public Builder backstory(String backstory) {
            this.backstory = backstory;
            return this;
        }

        /** Sets the model that answers for it. */
        public Builder model(ChatModel model) {
            this.model = model;
            return this;
        }

        /** Sets the model that answers for it, as a stream. */
        public Builder model(StreamingChatModel model) {
            return model(new StreamedModel(model));
        }

        /** Adds objects with methods that bear langchain4j's {@code @Tool}; none unless told otherwise. */
        public Builder tools(Object... tools) {
            this.tools.addAll(List.of(tools));
            return this;
        }

        /** Sets the most model calls for one answer; 15 unless told otherwise. */
        public Builder maxIterations(int maxIterations) {
            this.maxIterations = maxIterations;
            return this;
        }

        /**
         * Sets how often a model call is made again that failed because of load, of a slow answer or of the server, after
         * 1, 2, 4 … seconds; never unless told otherwise, since many clients do so themselves.
         */
        public Builder maxCallRetries(int maxCallRetries) {
            this.maxCallRetries = maxCallRetries;
            return this;
        }

        /**
         * Returns the finished agent.
         *
         * @throws IllegalArgumentException if a part is missing or out of range, or a tool object has no tool
         */
        public Agent build() {
            ChatModel chosen = Checked.given("Agent " + name, "model", model);
            return new Agent(name, role, goal, backstory, chosen, tools, maxIterations, maxCallRetries);
        }
    }
}
