package dev.commonground.samples.offline;

import dev.commonground.memory.Kind;
import dev.commonground.samples.offline.SectionedText.TextSection;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a first version from the facts in the prompt, with general sentences around them. Without facts, only the
 * general sentences remain.
 */
final class DraftWriter {

    private static final int SUMMARIZED = 2;

    private final Needs needs;
    private final Voice voice;

    private DraftWriter(Needs needs) {
        this.needs = needs;
        this.voice = Voice.of(needs.tone());
    }

    static String write(ParsedPrompt prompt) {
        List<Note> notes = new ArrayList<>(prompt.known());
        prompt.contexts().forEach(context -> notes.addAll(newFrom(context, notes)));
        Needs needs = Needs.of(notes);
        SectionedText draft = new DraftWriter(needs).outline(title(prompt.task()));
        return new Conformance(needs, Conformance.MARGIN).apply(draft).render();
    }

    /** Reads a context like a page of notes. */
    private static List<Note> newFrom(String context, List<Note> notes) {
        return NoteReader.read(context).stream()
                .filter(note -> notes.stream().noneMatch(note::repeats))
                .toList();
    }

    private SectionedText outline(String title) {
        List<TextSection> sections = new ArrayList<>();
        for (TextSection section : voice.prose().sections()) {
            sections.add(withFacts(section));
            if (section.heading().equals("Starting point")) {
                needs.required().forEach(topic -> sections.add(Conformance.sectionOn(topic, needs, voice)));
            }
        }
        int end = sections.size() - 2;
        sections.add(end, facts("Terms", Stream.of(keyed(Note.BUDGET), keyed(Note.DEADLINE), unkeyed())));
        sections.add(end + 1, facts("Open points", Stream.of(needs.of(Kind.QUESTION))));
        return new SectionedText(title, sections).withoutEmptySections();
    }

    private TextSection withFacts(TextSection prose) {
        List<Note> facts = switch (prose.heading()) {
            case "Starting point" -> situation();
            case "How we would work" -> needs.of(Kind.DECISION);
            case "Summary" -> summary();
            default -> List.of();
        };
        return prose.withSentences(Stream.concat(facts.stream().map(voice::sentence), prose.sentences().stream())
                .toList());
    }

    private List<Note> summary() {
        return Stream.concat(needs.of(Kind.FINDING).stream().limit(SUMMARIZED), keyed(Note.BUDGET).stream())
                .toList();
    }

    /** Returns the findings that have no section of their own. */
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

    /** Returns the constraints and preferences without a key. */
    private List<Note> unkeyed() {
        return needs.notes().stream()
                .filter(note -> note.key() == null)
                .filter(note -> note.kind() == Kind.CONSTRAINT || note.kind() == Kind.PREFERENCE)
                .toList();
    }

    private TextSection facts(String heading, Stream<List<Note>> notes) {
        return new TextSection(
                heading,
                SectionedText.Form.PARAGRAPHS,
                notes.flatMap(List::stream).map(voice::sentence).toList());
    }

    /** Returns the name of the result in the task, capitalized. */
    private static String title(String task) {
        Matcher matcher = OfflineVocabulary.WORK_OF_TASK.matcher(task);
        String work = matcher.find() ? matcher.group(1) : "Draft";
        String title = TextTerms.pieces(work).stream()
                .map(word -> OfflineVocabulary.IDLE.contains(word) ? word : TextTerms.capitalized(word))
                .collect(Collectors.joining(" "));
        return TextTerms.capitalized(title);
    }
}
