package dev.commonground.samples.incident;

import dev.langchain4j.agent.tool.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A log file and the tool that reads it.
 *
 * <p>Immutable and thread-safe.
 */
public final class LogFile {

    private final String text;

    private LogFile(String text) {
        this.text = text;
    }

    /**
     * Returns the log in {@code file}.
     *
     * @throws UncheckedIOException if the file cannot be read
     */
    static LogFile in(Path file) {
        try {
            return new LogFile(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The log in %s cannot be read as UTF-8 text".formatted(file), e);
        }
    }

    /** Returns a log that comes with the samples: {@code "shop"} or {@code "database"}. */
    static LogFile ofSample(String name) {
        String path = "/logs/%s.log".formatted(name);
        try (InputStream stream = LogFile.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalArgumentException("The samples have no log %s: pass shop or database".formatted(name));
            }
            return new LogFile(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The log %s cannot be read from the class path".formatted(path), e);
        }
    }

    /** Returns the log. */
    @Tool("Reads the log file")
    public String readLog() {
        return text;
    }
}
