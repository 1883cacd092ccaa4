package dev.commonground.learning.rules;

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

/** What was taken out of a conversation so far. What comes later may put it right or take it back. */
final class Harvest {

    private final List<Found> found = new ArrayList<>();

    private record Found(Statement statement, Author speaker, int utterance, String evidence) {}

    List<Extracted> extracted() {
        return found.stream()
                .map(each -> new Extracted(each.statement(), each.utterance(), each.evidence()))
                .toList();
    }

    /** Adds what somebody says: it takes the place of the speaker's own older value, not of somebody else's. */
    void add(Statement statement, Utterance utterance, String evidence) {
        Found one = new Found(statement, utterance.speaker(), utterance.number(), evidence);
        if (found.stream().anyMatch(other -> Sameness.same(other.statement(), statement))) {
            return;
        }
        Predicate<Found> ofOneBreath = other -> sameKey(other, statement) && other.utterance() == one.utterance();
        if (found.stream().anyMatch(ofOneBreath)) {
            found.replaceAll(other -> ofOneBreath.test(other) ? withoutKey(other) : other);
            found.add(withoutKey(one));
        } else {
            found.removeIf(other -> sameKey(other, statement) && other.speaker().equals(one.speaker()));
            found.add(one);
        }
    }

    /** Adds what puts older words right, whoever said them. */
    void correct(Statement statement, Utterance utterance, String evidence) {
        found.removeIf(other -> sameKey(other, statement));
        add(statement, utterance, evidence);
    }

    /** Takes back what {@code speaker} said last. */
    void takeBack(Author speaker) {
        int last = found.stream()
                .filter(each -> each.speaker().equals(speaker))
                .mapToInt(Found::utterance)
                .max()
                .orElse(0);
        found.removeIf(each -> each.utterance() == last);
    }

    /** Drops the decisions of utterance {@code number}, to which somebody objects. */
    void object(int number) {
        found.removeIf(each -> each.utterance() == number && each.statement().kind() == Kind.DECISION);
    }

    void lift(String key) {
        found.removeIf(each -> key.equals(each.statement().key()));
    }

    boolean holds(String key) {
        return found.stream().anyMatch(each -> key.equals(each.statement().key()));
    }

    /** Returns the key of a number that was named last. */
    Optional<String> lastNumber() {
        return found.stream()
                .flatMap(each -> Stream.ofNullable(each.statement().key()))
                .filter(key -> key.startsWith("max_") || key.startsWith("min_"))
                .reduce((first, second) -> second);
    }

    private static boolean sameKey(Found other, Statement statement) {
        return statement.key() != null
                && statement.key().equals(other.statement().key());
    }

    /** Two values of one key in one breath are of two things, which the key cannot tell apart. */
    private static Found withoutKey(Found found) {
        Statement said = found.statement();
        Statement plain = new Statement(said.kind(), null, null, said.text());
        return new Found(plain, found.speaker(), found.utterance(), found.evidence());
    }
}
