package dev.commonground.crew.check;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Function;

/**
 * The usual guardrails.
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
     * Refuses an answer that violates a constraint or preference of the team, as {@link ConstraintCheck} judges it. What
     * no rule can judge is never refused.
     */
    public static Guardrail meetsConstraints() {
        return of(
                "meetsConstraints",
                answer -> Verdict.of(answer.binding(), answer.text()).checks().stream()
                        .filter(check -> check.result() == ConstraintCheck.Result.VIOLATED)
                        .map(check -> "%s = %s: %s"
                                .formatted(check.memory().key(), check.memory().value(), check.reason()))
                        .toList());
    }

    /** Refuses an answer without a letter or digit. */
    public static Guardrail notBlank() {
        return of(
                "notBlank",
                answer -> answer.text().codePoints().anyMatch(Character::isLetterOrDigit)
                        ? List.of()
                        : List.of("the answer is blank: write it out"));
    }

    /** Returns a guardrail called {@code name} that refuses for the reasons that {@code refusals} returns. */
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
