package dev.commonground.crew.check;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.PromptText;
import java.util.List;
import java.util.function.Function;

/**
 * Common guardrails.
 *
 * <pre>{@code
 * Task.builder("review").guardrail(Guardrails.meetsConstraints())
 *         .guardrail(Guardrails.of("signed", answer ->
 *                 answer.text().contains("Kind regards") ? List.of() : List.of("sign it with Kind regards")));
 * }</pre>
 */
public final class Guardrails {

    private Guardrails() {}

    /**
     * Returns a guardrail that refuses an answer if a {@link ConstraintCheck} finds it violates a constraint or preference
     * of the team. Unchecked constraints are not refused.
     */
    public static Guardrail meetsConstraints() {
        return of(
                "meetsConstraints",
                answer -> Verdict.of(answer.binding(), answer.text()).checks().stream()
                        .filter(check -> check.result() == ConstraintCheck.Result.VIOLATED)
                        .map(Guardrails::refusal)
                        .toList());
    }

    private static String refusal(ConstraintCheck check) {
        return "%s = %s: %s"
                .formatted(
                        PromptText.term(check.memory().key() + ""),
                        PromptText.term(check.memory().value() + ""),
                        PromptText.line(check.reason()));
    }

    /** Returns a guardrail that refuses an answer without a letter or digit. */
    public static Guardrail notBlank() {
        return of(
                "notBlank",
                answer -> answer.text().codePoints().anyMatch(Character::isLetterOrDigit)
                        ? List.of()
                        : List.of("the answer is blank: write it out"));
    }

    /** Returns a guardrail called {@code name} that refuses an answer for the reasons from {@code refusals}. */
    public static Guardrail of(String name, Function<Answer, List<String>> refusals) {
        return new Named(requireNonNull(name, "name"), requireNonNull(refusals, "refusals"));
    }

    private record Named(String name, Function<Answer, List<String>> rule) implements Guardrail {
        @Override
        public List<String> refusals(Answer answer) {
            return rule.apply(answer);
        }
    }
}
