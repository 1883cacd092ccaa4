package dev.commonground.samples.proposal;

import dev.langchain4j.agent.tool.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The notes of a call with a client, as a tool that reads them.
 *
 * <p>Immutable and thread-safe.
 */
public final class CallNotes {

    /** Finds notes by topic. The empty topic selects the notes of the calls with the client. */
    @FunctionalInterface
    interface Library {
        CallNotes notes(String topic);
    }

    private final String text;

    private CallNotes(String text) {
        this.text = text;
    }

    /**
     * Returns the notes in {@code file}.
     *
     * @throws IllegalArgumentException if the file does not exist or is blank
     */
    public static CallNotes in(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "There are no notes in %s: pass the path of a text file with --notes".formatted(file));
        }
        try {
            return of(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The notes in %s cannot be read as UTF-8 text".formatted(file), e);
        }
    }

    /**
     * Returns the notes that come with the samples.
     *
     * @param client {@code "acme"} or {@code "bakery"}
     */
    public static CallNotes ofSample(String client) {
        return ofResource(client, "/notes/%s.txt".formatted(client));
    }

    /** Returns the sample notes about {@code client}. A topic without notes gets the notes of the calls. */
    static Library samplesAbout(String client) {
        return topic -> {
            String name = "/notes/%s-%s.txt".formatted(client, topic);
            return CallNotes.class.getResource(name) == null ? ofSample(client) : ofResource(client, name);
        };
    }

    private static CallNotes ofResource(String client, String name) {
        try (InputStream stream = CallNotes.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalArgumentException(
                        "The samples have no notes about %s: pass your own with --notes FILE".formatted(client));
            }
            return of(name, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The notes %s cannot be read from the class path".formatted(name), e);
        }
    }

    private static CallNotes of(String where, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(
                    "The notes in %s are empty: write the notes of a call into the file".formatted(where));
        }
        return new CallNotes(text);
    }

    /** Returns the notes. */
    @Tool("Reads the notes of the calls with the client")
    public String readNotes() {
        return text;
    }
}
