package dev.commonground.rules;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Statement;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A rule of the application, which converts matches in a sentence to statements. */
record OwnRule(Pattern pattern, Function<MatchResult, Statement> statement) {

    OwnRule {
        requireNonNull(pattern, "pattern");
        requireNonNull(statement, "statement");
    }

    Stream<Statement> apply(String sentence) {
        return pattern.matcher(sentence).results().map(statement);
    }
}
