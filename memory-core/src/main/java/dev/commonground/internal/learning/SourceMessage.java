package dev.commonground.internal.learning;

import static java.util.Objects.requireNonNull;

import dev.commonground.learning.Rules.Utterance;
import dev.commonground.memory.Origin;
import java.util.List;

/**
 * A message of a conversation, or a part of a long message.
 *
 * @param utterance the speaker and the words; the words may be empty if the message has attachments
 * @param origin whether a person, an agent or a tool is the speaker
 * @param attachments the attachments of the message
 */
public record SourceMessage(Utterance utterance, Origin origin, List<Attachment> attachments) {

    public SourceMessage {
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

    /** Returns this message with other words and other attachments. */
    SourceMessage with(String text, List<Attachment> attached) {
        return new SourceMessage(new Utterance(number(), utterance.speaker(), text), origin, attached);
    }
}
