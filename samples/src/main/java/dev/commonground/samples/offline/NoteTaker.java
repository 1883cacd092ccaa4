package dev.commonground.samples.offline;

import dev.commonground.samples.offline.ParsedPrompt.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the available sources and records their statements. */
final class NoteTaker {

    private static final String NOTHING = "The sources that I could read contain no requirement for the text.";
    private static final String NO_SOURCE =
            "There is nothing to read: no tool reads a source, and the task contains no text.";

    private final ParsedPrompt prompt;
    private final Tools tools;

    private NoteTaker(ParsedPrompt prompt, Tools tools) {
        this.prompt = prompt;
        this.tools = tools;
    }

    /** Returns the answer. It is used only if {@code tools} has no requests. */
    static String answer(ParsedPrompt prompt, Tools tools) {
        return new NoteTaker(prompt, tools).answer();
    }

    private String answer() {
        tools.readers().forEach(tools::read);
        if (!tools.requests().isEmpty()) {
            return "";
        }
        List<String> pages = pages();
        if (pages.isEmpty()) {
            return NO_SOURCE;
        }
        List<Note> found = withoutRepeats(pages);
        remember(found);
        return found.isEmpty() ? NOTHING : list(found);
    }

    private static List<Note> withoutRepeats(List<String> pages) {
        List<Note> found = new ArrayList<>();
        for (Note note : pages.stream().flatMap(page -> notes(page).stream()).toList()) {
            if (found.stream().noneMatch(note::repeats)) {
                found.add(note);
            }
        }
        return found;
    }

    private void remember(List<Note> found) {
        if (tools.offers(Tools.REMEMBER)) {
            found.stream()
                    .filter(note -> prompt.memory().stream().noneMatch(note::repeats))
                    .forEach(tools::remember);
        }
    }

    private static String list(List<Note> found) {
        return found.stream()
                .map(Note::text)
                .distinct()
                .map(text -> "- " + text)
                .collect(Collectors.joining("\n"));
    }

    private static List<Note> notes(String page) {
        return LogReader.isLog(page) ? LogReader.read(page) : NoteReader.read(page);
    }

    private List<String> pages() {
        Stream<String> read = tools.readers().stream()
                .flatMap(reader -> prompt.callsOf(reader.name()).stream())
                .filter(call -> !call.failed())
                .map(ToolCall::result);
        return Stream.concat(read, prompt.contexts().stream())
                .filter(page -> !page.isBlank())
                .toList();
    }
}
