package dev.commonground.crew.check;

import java.util.List;

/**
 * Decides whether an answer is good enough. What the agent wrote to the memory on the way is remembered only if every
 * guardrail of the task accepts the answer. {@link Guardrails} has the usual ones.
 *
 * <p>One guardrail may be asked by several runs at once.
 */
public interface Guardrail {

    /** Returns what it is called in progress and messages. */
    String name();

    /**
     * Returns why the answer is refused, each reason such that the agent can act on it; empty if it is accepted. What it
     * throws stops the run, which can be resumed.
     */
    List<String> refusals(Answer answer);
}
