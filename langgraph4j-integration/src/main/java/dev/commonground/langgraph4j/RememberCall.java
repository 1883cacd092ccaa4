package dev.commonground.langgraph4j;

import dev.commonground.AgentMemory;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.WriteOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A model's call to remember something. The model may have omitted arguments or passed wrong ones: a blank argument
 * counts as omitted, and an unknown kind as a finding.
 */
record RememberCall(
        @Nullable String text,
        @Nullable String kind,
        @Nullable String key,
        @Nullable String value,
        CheckedQuote evidence,
        @Nullable String keepToMyself) {

    /** Remembers and returns the answer for the model. */
    String answer(ToolScope.Caller caller) {
        Draft draft;
        try {
            draft = draft();
        } catch (IllegalArgumentException e) {
            return ToolAnswer.NOT_STORED + e.getMessage();
        }
        WriteOutcome outcome;
        try {
            outcome = target(caller.memory()).remember(draft);
        } catch (MemoryException.WriteBlocked e) {
            return ToolAnswer.NOT_STORED + e.getMessage();
        }
        caller.show(reported(outcome));
        String answer = ToolAnswer.of(outcome, caller.memory().log());
        return evidence.isMissing() ? answer + ToolAnswer.NO_EVIDENCE : answer;
    }

    /**
     * Returns the draft. A binding kind with evidence that the source lacks becomes a finding without a key,
     * which does not bind and does not supersede.
     */
    private Draft draft() {
        String name = given(key);
        String content = given(value);
        if (name.isEmpty() != content.isEmpty()) {
            throw new IllegalArgumentException("key and value go together: pass both or neither");
        }
        if (given(text).isEmpty()) {
            throw new IllegalArgumentException(
                    "text is empty: pass what to remember, in one sentence that can be understood by itself");
        }
        Kind wanted = kind(given(kind));
        if (evidence.isMissing() && wanted.binding()) {
            return Draft.finding(given(text)).build();
        }
        Draft.Builder draft = Draft.of(wanted, given(text));
        if (evidence.isFound()) {
            draft.evidence(evidence.quote());
        }
        return name.isEmpty() ? draft.build() : draft.key(name, content).build();
    }

    private static String given(@Nullable String argument) {
        return argument == null ? "" : argument.strip();
    }

    private static Kind kind(String name) {
        return Stream.of(Kind.CONSTRAINT, Kind.PREFERENCE, Kind.DECISION, Kind.QUESTION)
                .filter(kind -> kind.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElse(Kind.FINDING);
    }

    private AgentMemory target(AgentMemory memory) {
        boolean isPrivate = Stream.of("true", "yes").anyMatch(given(keepToMyself)::equalsIgnoreCase);
        return isPrivate ? memory.privately() : memory;
    }

    private static List<Memory> reported(WriteOutcome outcome) {
        if (outcome instanceof WriteOutcome.Quarantined) {
            return List.of();
        }
        List<Memory> reported = new ArrayList<>(List.of(outcome.memory()));
        if (outcome instanceof WriteOutcome.InConflict conflict) {
            reported.addAll(conflict.others());
        }
        return reported;
    }
}
