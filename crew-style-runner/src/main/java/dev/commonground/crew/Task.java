package dev.commonground.crew;

import dev.commonground.crew.check.Guardrail;
import dev.commonground.memory.Memory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work for one agent. Description and expected output may hold {@code {inputs}} of the run.
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
 * <p>Immutable; as thread-safe as its agent and guardrails.
 *
 * @param name what the graph's nodes and its result are called after: letters, digits, dots, hyphens and underscores,
 *     at most 64
 * @param agent who does it
 * @param description what is to be done
 * @param expectedOutput what the answer is to be
 * @param context the tasks before it whose answers it is given in full; what its agent knows without them is the memory
 * @param guardrails who must accept the answer, asked in this order
 * @param maxRetries how often an answer may be refused and asked for again, at least 0
 * @param timeout the most time for one answer, or null for no limit
 * @param condition whether it is done at all, asked with what the team knows when its turn comes
 * @param learning how what its agent learns comes into the memory
 * @param review whether a person looks at the answer
 * @param outputType what the answer must be as JSON, or null if any text will do
 * @param outputFile where the accepted answer is written, or null for nowhere
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

    /** How what an agent learns comes into the memory. */
    public enum Learning {
        /** Its model is offered the tool {@code remember}; each round of tools is a model call. */
        BY_TOOL,
        /** Its model ends its answer with a block of findings, in the same call. */
        FROM_OUTPUT
    }

    /** Whether a person looks at an answer. */
    public enum HumanReview {
        /** Nobody does. */
        NONE,
        /**
         * The run waits, before anything of the answer is remembered, until somebody {@link Crew#approve approves} or
         * {@link Crew#refuse refuses} it.
         */
        BEFORE_COMMIT
    }

    public Task {
        name = Checked.name("a task", name);
        String whose = "Task " + name;
        Checked.given(whose, "agent", agent);
        description = Checked.text(whose, "description", description);
        expectedOutput = Checked.text(whose, "expectedOutput", expectedOutput);
        context = List.copyOf(context);
        guardrails = List.copyOf(guardrails);
        Checked.given(whose, "condition", condition);
        Checked.given(whose, "learning", learning);
        Checked.given(whose, "review", review);
        if (timeout != null && (timeout.isNegative() || timeout.isZero())) {
            throw new IllegalArgumentException(
                    "timeout of task %s is %s, but an answer takes some time".formatted(name, timeout));
        }
        if (maxRetries < 0) {
            throw new IllegalArgumentException(
                    "maxRetries of task %s is %d, but must be 0 or more".formatted(name, maxRetries));
        }
    }

    /** Starts a task called {@code name}, without context or guardrails and with at most 2 retries. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** Builds a {@link Task}; every setter returns this builder. Not thread-safe. */
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

        /** Sets who does it. */
        public Builder agent(Agent agent) {
            this.agent = agent;
            return this;
        }

        /** Sets what is to be done. */
        public Builder description(String description) {
            this.description = description;
            return this;
        }

        /** Sets what the answer is to be. */
        public Builder expectedOutput(String expectedOutput) {
            this.expectedOutput = expectedOutput;
            return this;
        }

        /** Adds tasks whose answers it is given in full; none unless told otherwise. */
        public Builder context(Task... tasks) {
            context.addAll(List.of(tasks));
            return this;
        }

        /** Adds somebody who must accept the answer; nobody unless told otherwise. */
        public Builder guardrail(Guardrail guardrail) {
            guardrails.add(guardrail);
            return this;
        }

        /** Adds several who must accept the answer. */
        public Builder guardrails(Guardrail... more) {
            guardrails.addAll(List.of(more));
            return this;
        }

        /** Sets how often an answer may be refused and asked for again; 2 unless told otherwise. */
        public Builder maxRetries(int maxRetries) {
            this.maxRetries = maxRetries;
            return this;
        }

        /** Sets the most time for one answer, all calls and tools together; no limit unless told otherwise. */
        public Builder timeout(Duration timeout) {
            this.timeout = timeout;
            return this;
        }

        /**
         * Has the task done only if {@code condition} holds of what the team and the user's memory know when its turn
         * comes; it is always done unless told otherwise. The condition must answer the same for the same memories.
         */
        public Builder when(Predicate<List<Memory>> condition) {
            this.condition = condition;
            return this;
        }

        /**
         * Has the model end its answer with a block of what the team should know, which is taken off and remembered once
         * the answer is accepted: this costs no model call of its own, only the tokens of the block. The tool {@code
         * remember} is not offered then, {@code recall} still is. A constraint, preference or decision must quote, in its
         * evidence or its text, words of the answer, of the task, of its context or of what a tool told; otherwise it is
         * remembered as a finding without a key. Unless told otherwise the model remembers by a tool.
         */
        public Builder learnFromOutput() {
            this.learning = Learning.FROM_OUTPUT;
            return this;
        }

        /** Has the run wait for a person before anything of the answer is remembered; it does not unless told otherwise. */
        public Builder humanReview() {
            this.review = HumanReview.BEFORE_COMMIT;
            return this;
        }

        /** Sets what the answer must be as JSON, usually a record; any text will do unless told otherwise. */
        public Builder outputAs(Class<?> outputType) {
            this.outputType = outputType;
            return this;
        }

        /** Sets where the accepted answer is written, replacing what is there; nowhere unless told otherwise. */
        public Builder outputFile(Path outputFile) {
            this.outputFile = outputFile;
            return this;
        }

        /**
         * Returns the finished task.
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
