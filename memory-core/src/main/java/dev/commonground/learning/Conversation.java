package dev.commonground.learning;

import dev.commonground.briefing.RecalledText;
import dev.commonground.memory.Author;
import dev.commonground.memory.Origin;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Messages as something to learn from: who said what, without what the memory itself had put into them. Messages count
 * from 1, all of them, so that a number names the same message here and in the caller's list.
 *
 * <p>A user's message is said by the person it names; an agent's, and what a tool returned to it, by the agent. System
 * messages are nobody's.
 *
 * @param turns what the messages bring, in their order
 * @param skipped what could not be read, each in words
 */
public record Conversation(List<Turn> turns, List<String> skipped) {

    public Conversation {
        turns = List.copyOf(turns);
        skipped = List.copyOf(skipped);
    }

    /**
     * Reads messages.
     *
     * @param agent who speaks in the messages of a model
     * @param person who speaks in the messages of users that name nobody
     */
    public static Conversation of(List<ChatMessage> messages, Author agent, Author person) {
        List<Turn> turns = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            ChatMessage message = messages.get(i);
            int number = i + 1;
            if (message instanceof UserMessage user) {
                said(number, speaker(user, person), Origin.PERSON, user.contents())
                        .ifPresent(turns::add);
            } else if (message instanceof AiMessage answer) {
                said(number, agent, Origin.AGENT, words(answer.text())).ifPresent(turns::add);
            } else if (message instanceof ToolExecutionResultMessage result) {
                said(number, agent, Origin.TOOL, result.contents()).ifPresent(turns::add);
            } else if (!(message instanceof SystemMessage)) {
                skipped.add("message %d, which is of the unknown sort %s".formatted(number, message.type()));
            }
        }
        return new Conversation(turns, skipped);
    }

    private static Author speaker(UserMessage message, Author person) {
        String name = message.name();
        return name == null || name.isBlank() ? person : Author.person(name);
    }

    private static List<Content> words(@Nullable String text) {
        return text == null || text.isBlank() ? List.of() : List.of(TextContent.from(text));
    }

    private static Optional<Turn> said(int number, Author speaker, Origin origin, List<Content> contents) {
        String text = contents.stream()
                .filter(TextContent.class::isInstance)
                .map(content -> RecalledText.without(((TextContent) content).text()))
                .filter(words -> !words.isBlank())
                .collect(Collectors.joining("\n"));
        List<Attachment> attachments = new ArrayList<>();
        contents.stream()
                .filter(content -> !(content instanceof TextContent))
                .forEach(content -> attachments.add(new Attachment(number, attachments.size() + 1, content)));
        return text.isEmpty() && attachments.isEmpty()
                ? Optional.empty()
                : Optional.of(new Turn(new Utterance(number, speaker, text), origin, attachments));
    }

    /** Returns this conversation without its attachments, for whoever reads words alone. */
    public Conversation wordsOnly() {
        List<String> more = new ArrayList<>(skipped);
        turns.stream()
                .flatMap(turn -> turn.attachments().stream())
                .forEach(attachment -> more.add(attachment.name() + ", because no model reads along"));
        return new Conversation(
                turns.stream()
                        .filter(turn -> !turn.text().isEmpty())
                        .map(turn -> turn.with(turn.text(), List.of()))
                        .toList(),
                more);
    }

    /**
     * Returns the conversation in pieces of at most so many tokens of words. A message that is longer is cut between
     * sentences, or where it must be.
     */
    public List<Piece> pieces(int tokens) {
        return Piece.cut(turns, tokens);
    }
}
