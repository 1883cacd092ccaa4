package dev.commonground.crew;

import static java.util.Objects.requireNonNull;

import dev.commonground.crew.model.StreamedModel;
import dev.commonground.crew.model.Toolbox;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A member of a crew: a chat model with a role, a goal and tools. Role, goal and backstory may contain
 * {@code {placeholders}} for the inputs of the run. A name in two braces, as in {@code {{id}}}, is written with one.
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
 * <p>Immutable. An agent is thread-safe if its model and its tools are.
 *
 * @param name the author of the agent's memories: 1 to 64 letters of any script, digits, dots, hyphens and underscores
 * @param role the role, part of the system message
 * @param goal the goal, part of the system message
 * @param backstory the background, part of the system message
 * @param model the chat model
 * @param tools objects with methods annotated with langchain4j's {@code @Tool}
 * @param maxIterations the maximum number of model calls for one answer, at least 1
 * @param maxCallRetries how often a model call is repeated after a temporary failure, at least 0
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
        requireNonNull(name, "name");
        requireNonNull(role, "role");
        requireNonNull(goal, "goal");
        requireNonNull(backstory, "backstory");
        requireNonNull(model, "model");
        name = Checked.name("an agent", name);
        String whose = "Agent " + name;
        role = Checked.text(whose, "role", role);
        goal = Checked.text(whose, "goal", goal);
        backstory = Checked.text(whose, "backstory", backstory);
        tools = List.copyOf(requireNonNull(tools, "tools"));
        Toolbox.of(tools);
        if (maxIterations < 1) {
            throw new IllegalArgumentException(
                    "maxIterations of agent %s is %d, but an answer takes at least one model call: set it to 1 or more"
                            .formatted(name, maxIterations));
        }
        Checked.range("maxCallRetries of agent " + name, maxCallRetries, 0, Integer.MAX_VALUE);
    }

    /** Returns a builder for an agent called {@code name}. */
    public static Builder builder(String name) {
        return new Builder(requireNonNull(name, "name"));
    }

    /** Builds an {@link Agent}. Every setter returns this builder. Not thread-safe. */
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

        /** Sets the role, such as "Research analyst". */
        public Builder role(String role) {
            this.role = requireNonNull(role, "role");
            return this;
        }

        /** Sets the goal. */
        public Builder goal(String goal) {
            this.goal = requireNonNull(goal, "goal");
            return this;
        }

        /** Sets the background of the agent, in a sentence or two. */
        public Builder backstory(String backstory) {
            this.backstory = requireNonNull(backstory, "backstory");
            return this;
        }

        /** Sets the chat model. */
        public Builder model(ChatModel model) {
            this.model = requireNonNull(model, "model");
            return this;
        }

        /** Sets a streaming chat model; the agent waits for the complete response. */
        public Builder model(StreamingChatModel model) {
            return model(new StreamedModel(model));
        }

        /** Adds objects with methods annotated with langchain4j's {@code @Tool}. The default is no tools. */
        public Builder tools(Object... tools) {
            this.tools.addAll(List.of(requireNonNull(tools, "tools")));
            return this;
        }

        /** Sets the maximum number of model calls for one answer. The default is 15. */
        public Builder maxIterations(int maxIterations) {
            this.maxIterations = maxIterations;
            return this;
        }

        /**
         * Sets how often a model call is repeated after a rate limit, a timeout or a server error. The pauses are 1, 2, 4 …
         * seconds. The default is 0, because many model clients retry on their own.
         */
        public Builder maxCallRetries(int maxCallRetries) {
            this.maxCallRetries = maxCallRetries;
            return this;
        }

        /**
         * Returns the agent.
         *
         * @throws IllegalArgumentException if a part is missing or out of range, or if an object among the tools has no
         *     annotated method
         */
        public Agent build() {
            ChatModel chosen = Checked.given("Agent " + name, "model", model);
            return new Agent(name, role, goal, backstory, chosen, tools, maxIterations, maxCallRetries);
        }
    }
}
