package dev.commonground.studio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** Runs commands on one memory in this process, and keeps what they print. */
final class Shell {

    /** What a command printed, and its exit code. */
    record Answer(int exit, String out, String err) {

        JsonNode json() {
            try {
                return JsonMapper.builder().build().readTree(out);
            } catch (JsonProcessingException e) {
                throw new AssertionError("Not JSON: " + out, e);
            }
        }
    }

    private final String memory;

    Shell(String memory) {
        this.memory = memory;
    }

    Answer run(String command, String... arguments) {
        List<String> all = new ArrayList<>(List.of(command, "--memory", memory, "--keywords-only"));
        all.addAll(List.of(arguments));
        return plain(all.toArray(String[]::new));
    }

    /** Runs a command without adding options. */
    static Answer plain(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Studio.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Answer(exit, out.toString(), err.toString());
    }

    /** Remembers and returns the memory's id. */
    String remember(String task, String text, String as, String... more) {
        List<String> arguments = new ArrayList<>(List.of(task, text, "--as", as, "--json"));
        arguments.addAll(List.of(more));
        return run("remember", arguments.toArray(String[]::new))
                .json()
                .at("/memory/id")
                .asText();
    }
}
