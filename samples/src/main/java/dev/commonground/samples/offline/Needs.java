package dev.commonground.samples.offline;

import dev.commonground.crew.check.WordStems;
import dev.commonground.memory.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The requirements of the notes for a text. If two notes contradict each other, the smallest number or the first value of
 * the alphabet counts, and the order of the notes does not.
 *
 * @param notes the notes; a binding note without a key is replaced by the statements in its text
 */
record Needs(List<Note> notes) {

    /**
     * A topic that the text must or must not mention.
     *
     * @param phrase the name of the topic, in the spelling of the notes
     */
    record Topic(String phrase) {

        /** Returns whether the words of the topic occur in {@code text}, next to each other. */
        boolean occursIn(String text) {
            return WordStems.occurs(phrase, text);
        }

        String placeholder() {
            return "[" + phrase + ": not in memory]";
        }
    }

    Needs {
        notes = List.copyOf(notes);
    }

    /** Reads {@code notes}. A binding note without a key is read like a page of notes. */
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
                .flatMap(value -> TextTerms.figures(value).stream())
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

    /** Returns whether the text needs blocks of bullets, which is true for every form without paragraphs. */
    boolean wantsBlocks() {
        return values(Note.FORMAT).stream()
                .anyMatch(form -> WordStems.stems(form).stream().noneMatch(OfflineVocabulary.PROSE_FORMS::contains));
    }

    /** Returns the required topics, without those that are forbidden as well. */
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

    /** Returns the findings that contain a word of {@code topic} which is not a general one. */
    List<Note> about(Topic topic) {
        Set<String> words = TextTerms.content(topic.phrase());
        words.removeAll(OfflineVocabulary.GENERAL);
        return of(Kind.FINDING).stream()
                .filter(note -> words.stream().anyMatch(WordStems.stems(note.text())::contains))
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
