package dev.commonground.crew.check;

import java.util.Optional;

/** What a key asks of a text. */
@FunctionalInterface
interface Rule {

    /** What a rule found, with the reason in words. */
    record Finding(ConstraintCheck.Result result, String reason) {

        static Finding met(String reason) {
            return new Finding(ConstraintCheck.Result.MET, reason);
        }

        static Finding violated(String reason) {
            return new Finding(ConstraintCheck.Result.VIOLATED, reason);
        }

        static Finding unchecked(String reason) {
            return new Finding(ConstraintCheck.Result.UNCHECKED, reason);
        }

        static Finding of(boolean met, String reason) {
            return met ? met(reason) : violated(reason);
        }
    }

    /** Returns what the rule finds about {@code text}; empty if {@code value} is none that it knows. */
    Optional<Finding> judge(String value, Markdown text);
}
