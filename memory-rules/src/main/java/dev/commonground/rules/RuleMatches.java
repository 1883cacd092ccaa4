package dev.commonground.rules;

import dev.commonground.learning.Learning.Extracted;
import dev.commonground.learning.Rules.Utterance;
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

    private final List<Statement> known;
    private final List<RuleMatch> matches = new ArrayList<>();

    /**
     * Creates an empty list.
     *
     * @param known statements of earlier conversations
     */
    RuleMatches(List<Statement> known) {
        this.known = List.copyOf(known);
    }

    private record RuleMatch(Statement statement, String sense, Author speaker, int utterance, String evidence) {

        RuleMatch(Statement statement, Author speaker, int utterance, String evidence) {
            this(statement, Duplicates.sense(statement), speaker, utterance, evidence);
        }
    }

    List<Extracted> extracted() {
        return matches.stream()
                .map(match -> new Extracted(match.statement(), match.utterance(), match.evidence()))
                .toList();
    }

    /** Adds a statement. It replaces the same speaker's older value of the key, but not another speaker's. */
    void add(Statement statement, Utterance utterance, String evidence) {
        RuleMatch match = new RuleMatch(statement, utterance.speaker(), utterance.number(), evidence);
        if (matches.stream().anyMatch(other -> other.sense().equals(match.sense()))) {
            return;
        }
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

    /** Removes the speaker's earlier choices of the same kind and about the same thing as {@code choice}. */
    void removeEarlierChoice(Statement choice, Author speaker) {
        matches.removeIf(match -> choice.key() == null
                && match.statement().key() == null
                && match.statement().kind() == choice.kind()
                && match.speaker().equals(speaker)
                && OpenChanges.shareWords(match.statement().text(), choice.text()));
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

    /** Returns whether this conversation or an earlier one has a value of {@code key}. */
    boolean contains(String key) {
        return all().anyMatch(statement -> key.equals(statement.key()));
    }

    /** Returns whether an earlier conversation has a value of {@code key}. */
    boolean remembers(String key) {
        return known.stream().anyMatch(statement -> key.equals(statement.key()));
    }

    /** Returns whether an earlier conversation has a binding statement. */
    boolean remembersBinding() {
        return known.stream().anyMatch(statement -> statement.kind().binding());
    }

    /** Returns the binding statements of this conversation, newest first, and of earlier ones. */
    List<Statement> binding() {
        List<Statement> binding = new ArrayList<>();
        matches.forEach(match -> binding.add(0, match.statement()));
        known.stream()
                .filter(statement ->
                        statement.key() == null || matches.stream().noneMatch(match -> hasKeyOf(match, statement)))
                .forEach(binding::add);
        return binding.stream().filter(statement -> statement.kind().binding()).toList();
    }

    /**
     * Returns the key of the newest limit of this conversation, or of the only limit of earlier conversations.
     *
     * @param bound the start of the key; empty for any limit
     */
    Optional<String> newestLimit(String bound) {
        List<String> remembered = limits(known.stream(), bound);
        return limits(matches.stream().map(RuleMatch::statement), bound).stream()
                .reduce((first, second) -> second)
                .or(() -> remembered.stream().findFirst().filter(first -> remembered.size() == 1));
    }

    private static List<String> limits(Stream<Statement> statements, String bound) {
        return statements
                .flatMap(statement -> Stream.ofNullable(statement.key()))
                .filter(key -> key.startsWith(bound) && (key.startsWith("max_") || key.startsWith("min_")))
                .distinct()
                .toList();
    }

    private Stream<Statement> all() {
        return Stream.concat(matches.stream().map(RuleMatch::statement), known.stream());
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
