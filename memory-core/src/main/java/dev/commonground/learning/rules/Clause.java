package dev.commonground.learning.rules;

import dev.commonground.memory.Kind;
import dev.commonground.memory.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** One clause under reading: a rule takes the words it understood, and leaves the rest to the next rule. */
final class Clause {

    private final String text;
    private final String sentence;
    private final Speakers speakers;
    private final List<Statement> statements = new ArrayList<>();
    private String rest;

    Clause(String text, String sentence, Speakers speakers) {
        this.text = text;
        this.sentence = sentence;
        this.speakers = speakers;
        this.rest = text;
    }

    /** Returns the clause as a statement of its own. */
    String statement() {
        return Words.capitalized(text.replaceAll("^(?i:and|but|so)\\s+|[\\s.,;:!]+$", ""));
    }

    String sentence() {
        return sentence;
    }

    /** Returns the words that no rule has taken yet. */
    String rest() {
        return rest;
    }

    List<Statement> statements() {
        return statements;
    }

    boolean talking() {
        return speakers.talking();
    }

    boolean matches(Pattern pattern) {
        return pattern.matcher(text).find();
    }

    /** Returns whether the clause speaks for the client: of the client, or as a note of what is wanted. */
    boolean speaksForClient() {
        return speakers.speaksForClient(subject());
    }

    /** Returns whether the clause names the client or somebody there as its subject. */
    boolean isAboutClient() {
        return speakers.isClient(subject()) || speakers.isClient(start());
    }

    /** Returns whether a text is the subject, or nobody is. */
    boolean isAboutText() {
        List<String> words = Words.of(subject());
        return words.stream().allMatch(Vocabulary.LINKS::contains)
                || words.contains("it")
                || words.stream().anyMatch(Vocabulary.TEXTS::contains);
    }

    /** Returns what {@code pattern} finds in the words that no rule has taken yet. */
    Optional<MatchResult> find(Pattern pattern) {
        Matcher matcher = pattern.matcher(rest);
        return matcher.find() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
    }

    /** Takes the words of {@code match}, so that no other rule reads them. */
    void take(MatchResult match) {
        rest = rest.substring(0, match.start()) + " , " + rest.substring(match.end());
    }

    void add(Kind kind) {
        statements.add(new Statement(kind, null, null, statement()));
    }

    void require(String key, String value) {
        require(key, value, statement());
    }

    void require(String key, String value, String said) {
        if (key.length() <= Statement.MAX_KEY && value.length() <= Statement.MAX_KEY) {
            statements.add(new Statement(Kind.CONSTRAINT, key, value, said));
        }
    }

    /** Returns the first group of {@code match} that caught something. */
    static String caught(MatchResult match) {
        return IntStream.rangeClosed(1, match.groupCount())
                .mapToObj(match::group)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    private String subject() {
        return subjectOf(text);
    }

    private String start() {
        return String.join(" ", Words.of(text).stream().limit(2).toList());
    }

    static String subjectOf(String text) {
        Matcher matcher = Vocabulary.SUBJECT.matcher(text);
        return matcher.find() ? matcher.group(1).strip() : "";
    }
}
