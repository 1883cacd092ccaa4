package dev.commonground.internal.learning;

import java.util.List;
import java.util.Optional;

/**
 * A part of a conversation that is processed at once.
 *
 * @param messages the messages to learn from
 * @param context the messages before them, which help to understand them; nothing is learned from the context
 */
public record Chunk(List<SourceMessage> messages, List<SourceMessage> context) {

    public Chunk {
        messages = List.copyOf(messages);
        context = List.copyOf(context);
    }

    /**
     * Returns the message with {@code number}, if this chunk has it. If the chunk has several parts of a long message, the
     * result is the part that contains {@code quote}, or the first part.
     */
    Optional<SourceMessage> message(int number, String quote) {
        Quotation quotation = Quotation.of(quote);
        List<SourceMessage> parts =
                messages.stream().filter(message -> message.number() == number).toList();
        return parts.stream()
                .filter(part -> quotation.findIn(part.text()).isPresent())
                .findFirst()
                .or(() -> parts.stream().findFirst());
    }
}
