package dev.commonground.crew;

import static java.util.Objects.requireNonNull;

import dev.commonground.crew.check.Guardrail;
import dev.commonground.memory.Memory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work for one agent. Description, expected output and output file may contain {@code {placeholders}} for the
 * inputs of the run. A name in two braces, as in {@code {{id}}}, is written with one.
 *
 * <pre>{@code
 * Task review = Task.builder("review")
 *         .agent(editor)
 *         .description("Correct the draft for {client} until it meets every constraint.")
 *         .expectedOutput("The final proposal in Markdown.")
 *         .context(draft)
 *         .guardrail(Guardrails.meetsConstraints())
 *         .outputFile(Path.of("target/proposal.md"))
 *         .build();
 * }</pre>
 *
 * <p>Immutable. A task is thread-safe if its agent and its guardrails are.
 *
 * @param name the name, part of the names of its graph nodes: 1 to 64 letters of any script, digits, dots, hyphens and
 *     underscores
 * @param agent the agent that performs the task
 * @param description the work to do
 * @param expectedOutput the form of the answer
 * @param context earlier tasks; the prompt contains their full answers. The memory needs no context
 * @param guardrails the checks that must accept the answer, in this order
 * @param maxRetries how often the agent may try again after a refused answer, 0 to 1,000
 * @param timeout the maximum time for one answer, more than zero and at most 365 days, or null for no limit
 * @param condition decides from the memories of the team whether the task runs
 * @param learning how the findings of the agent reach the memory
 * @param review whether a person reviews the answer
 * @param outputType the type that the answer must match as JSON, or null for any text
 * @param outputFile the file to write the accepted answer to, or null for none
 */
public record Task(
        String name,
        Agent agent,
        String description,
        String expectedOutput,
        List<Task> context,
        List<Guardrail> guardrails,
        int maxRetries,
        @Nullable Duration timeout,
        Predicate<List<Memory>> condition,
        Learning learning,
        HumanReview review,
        @Nullable Class<?> outputType,
        @Nullable Path outputFile) {

    private static final int MAX_RETRIES = 1_000;
    private static final Duration MAX_TIMEOUT = Duration.ofDays(365);

    /** How the findings of an agent reach the memory. */
    public enum Learning {
        /** The model calls the tool {@code remember}. Each round of tool calls takes a model call. */
        BY_TOOL,
        /** The model ends its answer with a block of findings. This takes no additional model call. */
        FROM_OUTPUT
    }

    /** Whether a person reviews an answer. */
    public enum HumanReview {
        /** The answer is not reviewed. */
        NONE,
        /**
         * The run waits until the answer is {@linkplain Crew#approve approved} or {@linkplain Crew#refuse refused}. Nothing
         * is remembered before that.
         */
        BEFORE_COMMIT
    }

    public Task {
        requireNonNull(name, "name");
        requireNonNull(agent, "agent");
        requireNonNull(description, "description");
        requireNonNull(expectedOutput, "expectedOutput");
        requireNonNull(condition, "condition");
        requireNonNull(learning, "learning");
        requireNonNull(review, "review");
        name = Checked.name("a task", name);
        String whose = "Task " + name;
        description = Checked.text(whose, "description", description);
        expectedOutput = Checked.text(whose, "expectedOutput", expectedOutput);
        context = List.copyOf(requireNonNull(context, "context"));
        guardrails = List.copyOf(requireNonNull(guardrails, "guardrails"));
        if (timeout != null && (timeout.isNegative() || timeout.isZero() || timeout.compareTo(MAX_TIMEOUT) > 0)) {
            throw new IllegalArgumentException(
                    "timeout of task %s is %s: set it to more than zero and at most 365 days, or leave it out for no limit"
                            .formatted(name, timeout));
        }
        if (outputType != null) {
            ReadableType.require(name, outputType);
        }
        Checked.range("maxRetries of task " + name, maxRetries, 0, MAX_RETRIES);
    }

    /** Returns a builder for a task called {@code name}. */
    public static Builder builder(String name) {
        return new Builder(requireNonNull(name, "name"));
    }

    /** Builds a {@link Task}. Every setter returns this builder. Not thread-safe. */
    public static final class Builder {

        private final String name;
        private final List<Task> context = new ArrayList<>();
        private final List<Guardrail> guardrails = new ArrayList<>();
        private @Nullable Agent agent;
        private String description = "";
        private String expectedOutput = "";
        private int maxRetries = 2;
        private @Nullable Duration timeout;
        private Predicate<List<Memory>> condition = known -> true;
        private Learning learning = Learning.BY_TOOL;
        private HumanReview review = HumanReview.NONE;
        private @Nullable Class<?> outputType;
        private @Nullable Path outputFile;

        private Builder(String name) {
            this.name = name;
        }

        /** Sets the agent that performs the task. */
        public Builder agent(Agent agent) {
            this.agent = requireNonNull(agent, "agent");
            return this;
        }

        /** Sets the work to do. */
        public Builder description(String description) {
            this.description = requireNonNull(description, "description");
            return this;
        }

        /** Sets the form of the answer. */
        public Builder expectedOutput(String expectedOutput) {
            this.expectedOutput = requireNonNull(expectedOutput, "expectedOutput");
            return this;
        }

        /** Adds earlier tasks. The prompt contains their full answers. The default is none. */
        public Builder context(Task... tasks) {
            context.addAll(List.of(requireNonNull(tasks, "tasks")));
            return this;
        }

        /** Adds a check that must accept the answer. The default is none. */
        public Builder guardrail(Guardrail guardrail) {
            guardrails.add(requireNonNull(guardrail, "guardrail"));
            return this;
        }

        /** Adds several checks that must accept the answer. */
        public Builder guardrails(Guardrail... more) {
            guardrails.addAll(List.of(requireNonNull(more, "more")));
            return this;
        }

        /** Sets how often the agent may try again after a refused answer, 0 to 1,000. The default is 2. */
        public Builder maxRetries(int maxRetries) {
            this.maxRetries = maxRetries;
            return this;
        }

        /**
         * Sets the maximum time for one answer, with all model calls and tool calls: more than zero and at most 365 days. The
         * default is no limit.
         */
        public Builder timeout(Duration timeout) {
            this.timeout = requireNonNull(timeout, "timeout");
            return this;
        }

        /**
         * Skips the task unless {@code condition} accepts the memories of the team and of the user at its turn. The
         * default condition accepts everything. The condition must depend on the memories alone.
         */
        public Builder when(Predicate<List<Memory>> condition) {
            this.condition = requireNonNull(condition, "condition");
            return this;
        }

        /**
         * Asks the model to end its answer with a block of findings instead of calling the tool {@code remember}. The
         * runner removes the block and remembers the findings once the answer is accepted. This takes no additional model
         * call. The tool {@code recall} stays available.
         *
         * <p>A constraint, preference or decision must quote the answer, the task, its context or the result of a tool.
         * The quote is its evidence or its text. Without a quote, it is remembered as a finding without a key.
         */
        public Builder learnFromOutput() {
            this.learning = Learning.FROM_OUTPUT;
            return this;
        }

        /** Makes the run wait for a review by a person before anything is remembered. The default is no review. */
        public Builder humanReview() {
            this.review = HumanReview.BEFORE_COMMIT;
            return this;
        }

        /**
         * Sets the type, usually a record, that the answer must match as JSON. An answer without a component is refused,
         * unless the component has an annotation called {@code Nullable} at run time, such as that of JSpecify. The default
         * is any text.
         */
        public Builder outputAs(Class<?> outputType) {
            this.outputType = requireNonNull(outputType, "outputType");
            return this;
        }

        /**
         * Sets the file to write the accepted answer to; an existing file is replaced. Its names may contain {@code
         * {placeholders}}; an input that would lead to another folder is refused. The default is no file.
         */
        public Builder outputFile(Path outputFile) {
            this.outputFile = requireNonNull(outputFile, "outputFile");
            return this;
        }

        /**
         * Returns the task.
         *
         * @throws IllegalArgumentException if a part is missing or out of range
         */
        public Task build() {
            Agent chosen = Checked.given("Task " + name, "agent", agent);
            return new Task(
                    name,
                    chosen,
                    description,
                    expectedOutput,
                    context,
                    guardrails,
                    maxRetries,
                    timeout,
                    condition,
                    learning,
                    review,
                    outputType,
                    outputFile);
        }
    }
}
