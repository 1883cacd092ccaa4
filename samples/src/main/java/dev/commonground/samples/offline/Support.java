package dev.commonground.samples.offline;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks sentences against what is known: a figure, a promise or a date needs a note that says so. */
final class Support {

    private static final Pattern BRACKETS = Pattern.compile("\\[[^\\]]*\\]");

    private final List<Note> notes;
    private final String given;

    private Support(List<Note> notes, String given) {
        this.notes = List.copyOf(notes);
        this.given = given;
    }

    /** Returns a check against what {@code prompt} knows; what the task itself says needs no note. */
    static Support of(Prompt prompt) {
        return new Support(prompt.known(), prompt.task() + " " + prompt.expectedOutput());
    }

    Markdown withoutClaims(Markdown text) {
        return text.mapSections(section -> section.map(sentence -> isSupported(sentence) ? sentence : ""));
    }

    /** Returns whether one note, or the task, carries every claim of {@code sentence}. */
    boolean isSupported(String sentence) {
        Set<String> claims = claims(BRACKETS.matcher(sentence).replaceAll(" "));
        return claims.isEmpty()
                || claims(given).containsAll(claims)
                || notes.stream().anyMatch(note -> supports(note, claims, sentence));
    }

    /** A note supports a sentence that shares its figures only if it also shares its subject. */
    private static boolean supports(Note note, Set<String> claims, String sentence) {
        String text = "%s %s %s".formatted(note.key(), note.said(), note.text());
        Set<String> shared = Terms.content(sentence);
        shared.retainAll(Terms.content(text));
        shared.removeAll(claims);
        return claims(text).containsAll(claims) && !shared.isEmpty();
    }

    private static Set<String> claims(String text) {
        Stream<String> words = Terms.words(text).stream().filter(Vocabulary.CLAIMS::contains);
        return Stream.concat(Terms.figures(text).stream(), words).collect(Collectors.toSet());
    }
}
