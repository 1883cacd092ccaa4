package dev.commonground.samples.offline;

import dev.commonground.samples.offline.Prompt.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the sources it can reach, and records what they ask for. */
final class Researcher {

    private static final String NOTHING = "Nothing that the text must or must not be was found in what I could read.";
    private static final String NO_SOURCE =
            "There is nothing to read: no tool that reads a source, and no text in the task.";

    private final Prompt prompt;
    private final Tools tools;

    private Researcher(Prompt prompt, Tools tools) {
        this.prompt = prompt;
        this.tools = tools;
    }

    /** Returns the answer, which counts only if nothing was asked of {@code tools}. */
    static String answer(Prompt prompt, Tools tools) {
        return new Researcher(prompt, tools).answer();
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
        List<Note> found = new ArrayList<>();
        for (Note note : pages.stream().flatMap(page -> notes(page).stream()).toList()) {
            if (found.stream().noneMatch(note::repeats)) {
                found.add(note);
            }
        }
        if (tools.offers(Tools.REMEMBER)) {
            found.stream()
                    .filter(note -> prompt.memory().stream().noneMatch(note::repeats))
                    .forEach(tools::remember);
        }
        return found.isEmpty()
                ? NOTHING
                : found.stream()
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
