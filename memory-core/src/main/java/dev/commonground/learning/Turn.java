package dev.commonground.learning;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Origin;
import java.util.List;

/**
 * What one message of a conversation brings.
 *
 * @param utterance who said what; the words may be empty if something is attached
 * @param origin whether a person, an agent or a tool spoke
 * @param attachments what came with the words
 */
public record Turn(Utterance utterance, Origin origin, List<Attachment> attachments) {

    public Turn {
        requireNonNull(utterance, "utterance");
        requireNonNull(origin, "origin");
        attachments = List.copyOf(attachments);
    }

    /** Returns the number of the message. */
    public int number() {
        return utterance.number();
    }

    /** Returns the words. */
    public String text() {
        return utterance.text();
    }

    Turn with(String text, List<Attachment> attached) {
        return new Turn(new Utterance(number(), utterance.speaker(), text), origin, attached);
    }
}
