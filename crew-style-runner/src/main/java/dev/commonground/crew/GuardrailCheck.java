package dev.commonground.crew;

import dev.commonground.crew.check.Answer;
import dev.commonground.crew.check.Guardrail;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One guardrail for one answer. A guardrail that does not work accepts nothing. */
record GuardrailCheck(Guardrail guardrail, Answer answer) {

    String name() {
        return Objects.requireNonNullElseGet(
                guardrail.name(), () -> guardrail.getClass().getName());
    }

    /**
     * Returns the reasons to refuse the answer, each on one line. Reasons that are all blank refuse as well.
     *
     * @throws IllegalStateException if the guardrail returns null or throws
     */
    List<String> refusals() {
        List<String> reasons;
        try {
            reasons = guardrail.refusals(answer);
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            throw failed(e.toString(), e);
        }
        if (Objects.isNull(reasons)) {
            throw failed("it returned null", null);
        }
        return oneLined(reasons);
    }

    private List<String> oneLined(List<String> reasons) {
        List<String> lines = reasons.stream()
                .filter(Objects::nonNull)
                .map(reason -> reason.replaceAll("(?U)[\\s\\p{Cf}]+", " ").strip())
                .filter(line -> !line.isEmpty())
                .toList();
        return lines.isEmpty() && !reasons.isEmpty()
                ? List.of("the guardrail %s refused the answer and gave no reason".formatted(name()))
                : lines;
    }

    private IllegalStateException failed(String fault, @Nullable Throwable cause) {
        return new IllegalStateException(
                "Guardrail %s of task %s failed, so the answer of agent %s is not accepted: %s. Correct the guardrail, and resume the run"
                        .formatted(name(), answer.task(), answer.agent(), fault),
                cause);
    }
}
