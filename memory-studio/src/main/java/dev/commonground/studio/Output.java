package dev.commonground.studio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Help.ColorScheme;

/** Prints either text for people or one JSON document for programs. Colours appear only on a terminal. */
final class Output {

    private static final ObjectWriter JSON = JsonMapper.builder().build().writerWithDefaultPrettyPrinter();

    private final PrintWriter out;
    private final ColorScheme colors;
    private final boolean json;

    Output(PrintWriter out, ColorScheme colors, boolean json) {
        this.out = out;
        this.colors = colors;
        this.json = json;
    }

    /** Prints the document if a program reads it, otherwise what {@code text} prints. */
    void print(Supplier<Map<String, ?>> document, Runnable text) {
        if (json) {
            line(json(document.get()));
        } else {
            text.run();
        }
    }

    private static String json(Map<String, ?> document) {
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A document of plain values could not be written as JSON", e);
        }
    }

    /** Prints a line, in which nothing is marked up. */
    void line(String text) {
        out.println(text);
    }

    /** Returns a stored text in a style of picocli, such as {@code bold}, on a terminal; otherwise the text. */
    String styled(String style, String text) {
        String plain = PlainText.of(text);
        return colors.ansi().enabled()
                ? colors.ansi().new Text("@|%s %s|@".formatted(style, plain.replace("|@", "| @"))).toString()
                : plain;
    }

    /** Returns the writer for long outputs that are printed as they are. */
    PrintWriter writer() {
        return out;
    }

    void flush() {
        out.flush();
    }
}
