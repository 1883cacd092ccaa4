package dev.commonground.samples.offline;

import dev.commonground.samples.offline.Note.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the notes bind a text to. Where two notes are at odds, the smallest number counts, or the first value of the
 * alphabet, so that their order does not.
 *
 * @param notes the notes it was read from, with those that were only put in words taken apart
 */
record Needs(List<Note> notes) {

    /**
     * Something that the text must or must not speak of.
     *
     * @param phrase what it is, in the spelling of the notes
     */
    record Topic(String phrase) {

        /** Returns whether its words stand in {@code text}, one right after the other. */
        boolean standsIn(String text) {
            return Collections.indexOfSubList(Terms.of(text), Terms.of(phrase)) >= 0;
        }

        String placeholder() {
            return "[" + phrase + ": not in memory]";
        }
    }

    Needs {
        notes = List.copyOf(notes);
    }

    /** Reads {@code notes}; a binding note without a key is read as a page of notes would be. */
    static Needs of(List<Note> notes) {
        List<Note> all = new ArrayList<>();
        for (Note note : notes) {
            boolean wordsOnly =
                    note.key() == null && (note.kind() == Kind.CONSTRAINT || note.kind() == Kind.PREFERENCE);
            List<Note> read = wordsOnly ? NoteReader.read(note.text()) : List.of();
            all.addAll(read.isEmpty() ? List.of(note) : read);
        }
        return new Needs(all);
    }

    OptionalInt maxWords() {
        return values(Note.MAX_WORDS).stream()
                .flatMap(value -> Terms.figures(value).stream())
                .filter(figure -> figure.matches("\\d{1,6}"))
                .mapToInt(Integer::parseInt)
                .min();
    }

    Optional<Topic> firstSection() {
        return notes.stream()
                .filter(note -> note.hasKey(Note.FIRST_SECTION))
                .map(note -> new Topic(note.spelled(note.said())))
                .min(Comparator.comparing(Topic::phrase));
    }

    Optional<String> tone() {
        return values(Note.TONE).stream().sorted().findFirst();
    }

    /** Returns whether the text is to be laid out in blocks of bullets: in any form that is not written in paragraphs. */
    boolean wantsBlocks() {
        return values(Note.FORMAT).stream()
                .anyMatch(form -> Terms.of(form).stream().noneMatch(Vocabulary.PROSE_FORMS::contains));
    }

    /** Returns what the text must speak of; what is also forbidden is left out, for its absence is easier to mend. */
    List<Topic> required() {
        List<Topic> forbidden = forbidden();
        return topics(Note.REQUIRED).stream()
                .filter(topic -> !forbidden.contains(topic))
                .toList();
    }

    List<Topic> forbidden() {
        return topics(Note.FORBIDDEN);
    }

    List<Note> of(Kind kind) {
        return notes.stream().filter(note -> note.kind() == kind).toList();
    }

    List<Note> keyed(String key) {
        return notes.stream().filter(note -> note.hasKey(key)).toList();
    }

    /** Returns the findings that speak of {@code topic}: those with one of its words that is no general one. */
    List<Note> about(Topic topic) {
        List<String> words = Terms.of(topic.phrase()).stream()
                .filter(term -> !Vocabulary.GENERAL.contains(term) && !Vocabulary.IDLE.contains(term))
                .toList();
        return of(Kind.FINDING).stream()
                .filter(note -> words.stream().anyMatch(Terms.of(note.text())::contains))
                .toList();
    }

    private List<String> values(String key) {
        return keyed(key).stream().map(Note::said).toList();
    }

    private List<Topic> topics(String value) {
        return notes.stream()
                .flatMap(note -> note.topic(value).map(note::spelled).map(Topic::new).stream())
                .distinct()
                .toList();
    }
}
