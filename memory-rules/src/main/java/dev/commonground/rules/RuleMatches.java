package dev.commonground.rules;

import dev.commonground.learning.Extracted;
import dev.commonground.learning.Utterance;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The statements of a conversation so far. */
final class RuleMatches {

    private final List<RuleMatch> matches = new ArrayList<>();

    private record RuleMatch(Statement statement, Author speaker, int utterance, String evidence) {}

    List<Extracted> extracted() {
        return matches.stream()
                .map(match -> new Extracted(match.statement(), match.utterance(), match.evidence()))
                .toList();
    }

    /** Adds a statement. It replaces the same speaker's older value of the key, but not another speaker's. */
    void add(Statement statement, Utterance utterance, String evidence) {
        if (matches.stream().anyMatch(other -> Duplicates.areDuplicates(other.statement(), statement))) {
            return;
        }
        RuleMatch match = new RuleMatch(statement, utterance.speaker(), utterance.number(), evidence);
        Predicate<RuleMatch> sameUtterance =
                other -> hasKeyOf(other, statement) && other.utterance() == match.utterance();
        if (matches.stream().anyMatch(sameUtterance)) {
            matches.replaceAll(other -> sameUtterance.test(other) ? withoutKey(other) : other);
            matches.add(withoutKey(match));
        } else {
            matches.removeIf(
                    other -> hasKeyOf(other, statement) && other.speaker().equals(match.speaker()));
            matches.add(match);
        }
    }

    /** Adds a correction. It replaces every speaker's value of the key. */
    void correct(Statement statement, Utterance utterance, String evidence) {
        matches.removeIf(other -> hasKeyOf(other, statement));
        add(statement, utterance, evidence);
    }

    /** Removes the statements of the last utterance of {@code speaker} that made any. */
    void removeLast(Author speaker) {
        int last = matches.stream()
                .filter(match -> match.speaker().equals(speaker))
                .mapToInt(RuleMatch::utterance)
                .max()
                .orElse(0);
        matches.removeIf(match -> match.utterance() == last);
    }

    /** Removes the decisions of the utterance {@code number}. */
    void dropDecisions(int number) {
        matches.removeIf(
                match -> match.utterance() == number && match.statement().kind() == Kind.DECISION);
    }

    void remove(String key) {
        matches.removeIf(match -> key.equals(match.statement().key()));
    }

    boolean contains(String key) {
        return matches.stream().anyMatch(match -> key.equals(match.statement().key()));
    }

    /** Returns the key of the newest limit. */
    Optional<String> newestLimit() {
        return matches.stream()
                .flatMap(match -> Stream.ofNullable(match.statement().key()))
                .filter(key -> key.startsWith("max_") || key.startsWith("min_"))
                .reduce((first, second) -> second);
    }

    private static boolean hasKeyOf(RuleMatch other, Statement statement) {
        return statement.key() != null
                && statement.key().equals(other.statement().key());
    }

    /** Returns {@code match} without its key. Two values of a key in one utterance describe two things. */
    private static RuleMatch withoutKey(RuleMatch match) {
        Statement statement = match.statement();
        Statement keyless = new Statement(statement.kind(), null, null, statement.text());
        return new RuleMatch(keyless, match.speaker(), match.utterance(), match.evidence());
    }
}
