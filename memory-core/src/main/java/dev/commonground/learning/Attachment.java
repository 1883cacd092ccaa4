package dev.commonground.learning;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.message.Content;
import java.util.Locale;

/**
 * An image, document or recording that came with a message.
 *
 * @param message the number of the message
 * @param number its place among those of the message, from 1
 * @param content what a model is given of it
 */
public record Attachment(int message, int number, Content content) {

    public Attachment {
        requireNonNull(content, "content");
    }

    /** Returns how evidence names it, such as {@code "image 1 of message 3"}. */
    public String name() {
        return "%s %d of message %d".formatted(content.type().name().toLowerCase(Locale.ROOT), number, message);
    }
}
