package dev.commonground.samples.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the reasons of a refusal ask for, beyond what the notes do. */
final class Refusal {

    /** The share of an allowed length that is used after a text was refused for its length. */
    private static final double NARROW_MARGIN = 0.85;

    private static final int SHORT = 4;

    private final List<String> reasons;

    Refusal(List<String> reasons) {
        this.reasons = List.copyOf(reasons);
    }

    double margin() {
        return reasons.stream()
                        .anyMatch(reason -> Vocabulary.MAX_WORDS.matcher(reason).find())
                ? NARROW_MARGIN
                : Conformance.MARGIN;
    }

    /** Returns notes that say what was missed. */
    List<Note> notes() {
        List<Note> notes = new ArrayList<>();
        for (String reason : reasons) {
            reason.lines()
                    .flatMap(line -> Vocabulary.MAX_WORDS.matcher(line).results())
                    .map(match -> Note.constraint(Note.MAX_WORDS, match.group(1).replaceAll("\\D", ""), reason))
                    .forEach(notes::add);
            Matcher quoted = Vocabulary.QUOTED.matcher(reason);
            if (Vocabulary.LACKING.matcher(reason).find() && quoted.find() && Terms.count(quoted.group(1)) <= SHORT) {
                notes.add(Note.constraint(Note.keyOf(quoted.group(1)), Note.REQUIRED, reason));
            }
        }
        return notes;
    }

    /** Returns {@code text} without the sentences that still hold a word which was to be removed. */
    Markdown apply(Markdown text) {
        List<Pattern> unwanted = reasons.stream()
                .flatMap(reason -> Vocabulary.REMOVE.matcher(reason).results())
                .map(match -> match.group(1))
                .flatMap(Vocabulary.LIST_BREAK::splitAsStream)
                .map(word -> Pattern.compile("(?i)(?<!\\p{L})" + Pattern.quote(word.strip()) + "(?!\\p{L})"))
                .toList();
        return text.mapSections(section -> section.map(sentence ->
                unwanted.stream().anyMatch(word -> word.matcher(sentence).find()) ? "" : sentence));
    }
}
