package dev.commonground.learning.rules;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Statement;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A rule that a user adds: what a match in a sentence says. */
record OwnRule(Pattern pattern, Function<MatchResult, Statement> statement) {

    OwnRule {
        requireNonNull(pattern, "pattern");
        requireNonNull(statement, "statement");
    }
}
