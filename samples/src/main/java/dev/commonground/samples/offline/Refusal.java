package dev.commonground.samples.offline;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The requirements in the reasons of a refusal, in addition to those in the notes. */
final class Refusal {

    /** The share of the allowed length to use after a text was refused for its length. */
    private static final double NARROW_MARGIN = 0.85;

    private static final int SHORT = 4;

    private final List<String> reasons;

    Refusal(List<String> reasons) {
        this.reasons = List.copyOf(reasons);
    }

    double margin() {
        return reasons.stream()
                        .anyMatch(reason ->
                                OfflineVocabulary.MAX_WORDS.matcher(reason).find())
                ? NARROW_MARGIN
                : Conformance.MARGIN;
    }

    /** Returns a note for each requirement that the text missed. */
    List<Note> notes() {
        return reasons.stream()
                .flatMap(reason -> Stream.concat(lengths(reason), missing(reason).stream()))
                .toList();
    }

    private static Stream<Note> lengths(String reason) {
        return reason.lines()
                .flatMap(line -> OfflineVocabulary.MAX_WORDS.matcher(line).results())
                .map(match -> Note.constraint(Note.MAX_WORDS, match.group(1).replaceAll("\\D", ""), reason));
    }

    private static Optional<Note> missing(String reason) {
        Matcher quoted = OfflineVocabulary.QUOTED.matcher(reason);
        boolean missing = OfflineVocabulary.LACKING.matcher(reason).find()
                && quoted.find()
                && TextTerms.count(quoted.group(1)) <= SHORT;
        return missing
                ? Optional.of(Note.constraint(Note.keyOf(quoted.group(1)), Note.REQUIRED, reason))
                : Optional.empty();
    }

    /** Returns {@code text} without the sentences that contain a word to remove. */
    SectionedText apply(SectionedText text) {
        List<Pattern> unwanted = reasons.stream()
                .flatMap(reason -> OfflineVocabulary.REMOVE.matcher(reason).results())
                .map(match -> match.group(1))
                .flatMap(OfflineVocabulary.LIST_BREAK::splitAsStream)
                .map(word -> Pattern.compile("(?i)(?<!\\p{L})" + Pattern.quote(word.strip()) + "(?!\\p{L})"))
                .toList();
        return text.mapSections(section -> section.map(sentence ->
                unwanted.stream().anyMatch(word -> word.matcher(sentence).find()) ? "" : sentence));
    }
}
