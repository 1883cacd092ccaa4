package dev.commonground.internal.learning;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.message.Content;
import java.util.Locale;

/**
 * An image, a document or a recording in a message.
 *
 * @param message the number of the message
 * @param number the number of the attachment in the message, counted from 1
 * @param content the content for a model
 */
public record Attachment(int message, int number, Content content) {

    public Attachment {
        requireNonNull(content, "content");
    }

    /** Returns the name of the attachment in evidence, such as {@code "image 1 of message 3"}. */
    public String name() {
        return "%s %d of message %d".formatted(content.type().name().toLowerCase(Locale.ROOT), number, message);
    }
}
