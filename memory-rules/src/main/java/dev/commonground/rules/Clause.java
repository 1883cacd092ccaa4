package dev.commonground.rules;

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

/** A clause of a sentence. A rule takes the words that it understands, and leaves the rest to the next rule. */
final class Clause {

    private final String text;
    private final String sentence;
    private final Speakers speakers;
    private final boolean governed;
    private final List<Statement> statements = new ArrayList<>();
    private String rest;

    /**
     * Creates a clause.
     *
     * @param governed whether a "not" of an earlier clause may belong to this clause as well
     */
    Clause(String text, String sentence, Speakers speakers, boolean governed) {
        this.text = text;
        this.sentence = sentence;
        this.speakers = speakers;
        this.governed = governed;
        this.rest = text;
    }

    /** Returns the clause as a sentence. */
    String statement() {
        return EnglishWords.capitalized(text.replaceAll("^(?i:and|but|so)\\s+|[\\s.,;:!]+$", ""));
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

    boolean inConversation() {
        return speakers.inConversation();
    }

    boolean matches(Pattern pattern) {
        return pattern.matcher(text).find();
    }

    /** Returns whether the clause speaks for the client. */
    boolean speaksForClient() {
        return speakers.speaksForClient(subject());
    }

    /** Returns whether the subject or the start of the clause is the client. */
    boolean isAboutClient() {
        return speakers.isClient(subject()) || speakers.isClient(start());
    }

    /** Returns whether the subject is a text, or the clause has no subject. */
    boolean isAboutText() {
        List<String> words = EnglishWords.of(subject());
        return words.stream().allMatch(CommonWords.LINKS::contains)
                || words.contains("it")
                || words.stream().anyMatch(CommonWords.TEXTS::contains);
    }

    /** Returns whether a "not" of an earlier clause may belong to this clause as well. */
    boolean governed() {
        return governed;
    }

    /** Returns whether words outside {@code match} may turn its meaning into the opposite. */
    boolean turns(MatchResult match) {
        String before = rest.substring(0, match.start());
        String own = before.substring(ClausePatterns.startAfterColon(before)).stripTrailing();
        return governed || Polarity.turns(own + " it " + rest.substring(match.end()));
    }

    /** Returns whether words before {@code match} deny it. */
    boolean isDenied(MatchResult match) {
        return governed || Polarity.turns(text.substring(0, match.start()));
    }

    /** Returns the first match of {@code pattern} in the whole clause. */
    Optional<MatchResult> match(Pattern pattern) {
        return pattern.matcher(text).results().findFirst();
    }

    /** Returns the first match of {@code pattern} in the words that no rule has taken yet. */
    Optional<MatchResult> find(Pattern pattern) {
        Matcher matcher = pattern.matcher(rest);
        return matcher.find() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
    }

    /** Takes the words of {@code match}, which hides them from other rules. */
    void take(MatchResult match) {
        rest = rest.substring(0, match.start()) + " , " + rest.substring(match.end());
    }

    void add(Kind kind) {
        statements.add(new Statement(kind, null, null, statement()));
    }

    void require(String key, String value) {
        require(key, value, statement());
    }

    void require(String key, String value, String text) {
        if (key.length() <= Statement.MAX_KEY && value.length() <= Statement.MAX_KEY) {
            statements.add(new Statement(Kind.CONSTRAINT, key, value, text));
        }
    }

    /** Returns the first group of {@code match} with a value, or an empty text. */
    static String firstGroup(MatchResult match) {
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
        return String.join(" ", EnglishWords.of(text).stream().limit(2).toList());
    }

    static String subjectOf(String text) {
        Matcher matcher = ClausePatterns.SUBJECT.matcher(text);
        return matcher.find() ? matcher.group(1).strip() : "";
    }
}
