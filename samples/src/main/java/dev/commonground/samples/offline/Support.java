package dev.commonground.samples.offline;

import dev.commonground.crew.check.WordStems;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks sentences against the notes: a figure, a promise or a date needs a note. */
final class Support {

    private static final Pattern BRACKETS = Pattern.compile("\\[[^\\]]*\\]");

    private final List<Note> notes;
    private final String given;

    private Support(List<Note> notes, String given) {
        this.notes = List.copyOf(notes);
        this.given = given;
    }

    /** Returns a check against the notes in {@code prompt}. The words of the task need no note. */
    static Support of(ParsedPrompt prompt) {
        return new Support(prompt.known(), prompt.task() + " " + prompt.expectedOutput());
    }

    SectionedText withoutClaims(SectionedText text) {
        return text.mapSections(section -> section.map(sentence -> isSupported(sentence) ? sentence : ""));
    }

    /** Returns whether one note, or the task, contains every claim of {@code sentence}. */
    boolean isSupported(String sentence) {
        Set<String> claims = claims(BRACKETS.matcher(sentence).replaceAll(" "));
        return claims.isEmpty()
                || claims(given).containsAll(claims)
                || notes.stream().anyMatch(note -> supports(note, claims, sentence));
    }

    /** A note supports a sentence that shares its figures only if it also shares its subject. */
    private static boolean supports(Note note, Set<String> claims, String sentence) {
        String text = "%s %s %s".formatted(note.key(), note.said(), note.text());
        Set<String> shared = TextTerms.content(sentence);
        shared.retainAll(TextTerms.content(text));
        shared.removeAll(claims);
        return claims(text).containsAll(claims) && !shared.isEmpty();
    }

    private static Set<String> claims(String text) {
        Stream<String> words = WordStems.words(text).stream().filter(OfflineVocabulary.CLAIMS::contains);
        return Stream.concat(TextTerms.figures(text).stream(), words).collect(Collectors.toSet());
    }
}
