package dev.commonground.samples.offline;

import dev.commonground.samples.offline.Markdown.Section;
import dev.commonground.samples.offline.Note.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a first version out of what the prompt says: the facts that were given, and general sentences around them.
 * With nothing given, only those are left.
 */
final class DraftWriter {

    private static final int SUMMARIZED = 2;

    private final Needs needs;
    private final Voice voice;

    private DraftWriter(Needs needs) {
        this.needs = needs;
        this.voice = Voice.of(needs.tone());
    }

    static String write(Prompt prompt) {
        List<Note> notes = new ArrayList<>(prompt.known());
        prompt.contexts().forEach(context -> notes.addAll(newFrom(context, notes)));
        Needs needs = Needs.of(notes);
        Markdown draft = new DraftWriter(needs).outline(title(prompt.task()));
        return new Conformance(needs, Conformance.MARGIN).apply(draft).render();
    }

    /** A context counts as a source, as a page of notes would. */
    private static List<Note> newFrom(String context, List<Note> notes) {
        return NoteReader.read(context).stream()
                .filter(note -> notes.stream().noneMatch(note::repeats))
                .toList();
    }

    private Markdown outline(String title) {
        List<Section> sections = new ArrayList<>();
        for (Section section : voice.prose().sections()) {
            sections.add(withFacts(section));
            if (section.heading().equals("Starting point")) {
                needs.required().forEach(topic -> sections.add(Conformance.sectionOn(topic, needs, voice)));
            }
        }
        int end = sections.size() - 2;
        sections.add(end, facts("Terms", Stream.of(keyed(Note.BUDGET), keyed(Note.DEADLINE), unkeyed())));
        sections.add(end + 1, facts("Open points", Stream.of(needs.of(Kind.QUESTION))));
        return new Markdown(title, sections).withoutEmptySections();
    }

    private Section withFacts(Section prose) {
        List<Note> facts = switch (prose.heading()) {
            case "Starting point" -> situation();
            case "How we would work" -> needs.of(Kind.DECISION);
            case "Summary" ->
                Stream.of(needs.of(Kind.FINDING).stream().limit(SUMMARIZED).toList(), keyed(Note.BUDGET))
                        .flatMap(List::stream)
                        .toList();
            default -> List.of();
        };
        return prose.withSentences(Stream.concat(facts.stream().map(voice::sentence), prose.sentences().stream())
                .toList());
    }

    /** Returns the findings that no section of their own speaks of. */
    private List<Note> situation() {
        List<Note> taken = needs.required().stream()
                .map(needs::about)
                .flatMap(List::stream)
                .toList();
        return needs.of(Kind.FINDING).stream()
                .filter(note -> !taken.contains(note))
                .toList();
    }

    private List<Note> keyed(String key) {
        return needs.keyed(key);
    }

    /** Returns what binds the text and was only put in words. */
    private List<Note> unkeyed() {
        return needs.notes().stream()
                .filter(note -> note.key() == null)
                .filter(note -> note.kind() == Kind.CONSTRAINT || note.kind() == Kind.PREFERENCE)
                .toList();
    }

    private Section facts(String heading, Stream<List<Note>> notes) {
        return new Section(
                heading,
                Markdown.Form.PARAGRAPHS,
                notes.flatMap(List::stream).map(voice::sentence).toList());
    }

    /** Returns what the task calls its result, in capitals. */
    private static String title(String task) {
        Matcher matcher = Vocabulary.WORK_OF_TASK.matcher(task);
        String work = matcher.find() ? matcher.group(1) : "Draft";
        String title = Terms.pieces(work).stream()
                .map(word -> Vocabulary.IDLE.contains(word) ? word : Terms.capitalized(word))
                .collect(Collectors.joining(" "));
        return Terms.capitalized(title);
    }
}
