package dev.commonground.crew.check;

import java.util.List;

/**
 * Checks the answer to a task. The memories that the agent wrote are committed only if every guardrail accepts the
 * answer. {@link Guardrails} has the common ones.
 *
 * <p>Implementations must be thread-safe: several runs may use one guardrail at the same time.
 */
public interface Guardrail {

    /** Returns the name of the guardrail, for progress and messages. */
    String name();

    /**
     * Returns the reasons to refuse the answer, or an empty list to accept it. The agent receives the reasons and tries
     * again. A list of blank reasons refuses the answer as well.
     *
     * <p>If the guardrail throws or returns null, the answer is not accepted: the run stops with an
     * {@link IllegalStateException} that names the guardrail, and can be resumed.
     */
    List<String> refusals(Answer answer);
}
