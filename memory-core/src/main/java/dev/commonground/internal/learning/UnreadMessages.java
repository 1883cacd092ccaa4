package dev.commonground.internal.learning;

import dev.commonground.internal.session.Session;
import dev.commonground.learning.Learning.Unread;
import dev.commonground.learning.Rules;
import dev.commonground.memory.Origin;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the messages of persons from which nothing was taken.
 *
 * @param rules the rules that read the messages, or null if a model did
 */
record UnreadMessages(ProposalValidator validator, @Nullable Rules rules) {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadMessages.class);

    /** Returns the unread messages of {@code conversation}, and warns once of a language that the rules do not know. */
    List<Unread> in(Conversation conversation, Session session) {
        List<Unread> unread = conversation.messages().stream()
                .filter(message ->
                        message.origin() == Origin.PERSON && !message.text().isBlank())
                .flatMap(this::unread)
                .toList();
        boolean otherLanguage = unread.stream().anyMatch(one -> one.reason() == Unread.Reason.OTHER_LANGUAGE);
        if (otherLanguage && session.firstOtherLanguage()) {
            LOG.warn(
                    "The rules learned nothing from a message in a language that they do not know: pass a model to"
                            + " SharedMemory.builder or LearnRequest.builder, or rules for that language. This is logged once.");
        }
        return unread;
    }

    private Stream<Unread> unread(SourceMessage message) {
        Unread.Reason otherwise = rules == null ? Unread.Reason.NOTHING_FOUND : rules.unreadReason(message.utterance());
        return validator.unread(message, otherwise).stream()
                .map(reason -> new Unread(message.number(), message.utterance().speaker(), reason));
    }
}
