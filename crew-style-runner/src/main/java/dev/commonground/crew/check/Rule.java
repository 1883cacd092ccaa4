package dev.commonground.crew.check;

import java.util.Optional;

/** The check of the memories with one key. */
@FunctionalInterface
interface Rule {

    /** The result of a rule, with its reason. */
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

    /** Returns the finding about {@code text}; empty if the rule does not know {@code value}. */
    Optional<Finding> judge(String value, Markdown text);
}
