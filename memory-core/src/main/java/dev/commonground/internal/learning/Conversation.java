package dev.commonground.internal.learning;

import dev.commonground.internal.text.RecalledText;
import dev.commonground.learning.Rules.Utterance;
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
 * A conversation to learn from, without the text that the memory itself put into it. Message numbers start at 1 and count
 * every message of the caller's list.
 *
 * <p>The speaker of a user message is the person it names. The speaker of a model's message and of a tool result is the
 * agent. System messages are ignored.
 *
 * @param messages the messages with words or attachments, in order
 * @param skipped a description of each part that cannot be read
 */
public record Conversation(List<SourceMessage> messages, List<String> skipped) {

    private static final int REPLACEMENT = 0xfffd;

    public Conversation {
        messages = List.copyOf(messages);
        skipped = List.copyOf(skipped);
    }

    /**
     * Reads {@code messages}.
     *
     * @param agent the speaker of the model's messages
     * @param person the speaker of user messages without a name
     */
    public static Conversation of(List<ChatMessage> messages, Author agent, Author person) {
        List<SourceMessage> sources = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            ChatMessage message = messages.get(i);
            int number = i + 1;
            if (message instanceof UserMessage user) {
                source(number, speaker(user, person), Origin.PERSON, user.contents())
                        .ifPresent(sources::add);
            } else if (message instanceof AiMessage answer) {
                source(number, agent, Origin.AGENT, contents(answer.text())).ifPresent(sources::add);
            } else if (message instanceof ToolExecutionResultMessage result) {
                source(number, agent, Origin.TOOL, result.contents()).ifPresent(sources::add);
            } else if (!(message instanceof SystemMessage)) {
                skipped.add("message %d, which has the unknown type %s".formatted(number, message.type()));
            }
        }
        return new Conversation(sources, skipped);
    }

    private static Author speaker(UserMessage message, Author person) {
        String name = message.name();
        return name == null || name.isBlank() ? person : Author.person(name);
    }

    private static List<Content> contents(@Nullable String text) {
        return text == null || text.isBlank() ? List.of() : List.of(TextContent.from(text));
    }

    private static Optional<SourceMessage> source(int number, Author speaker, Origin origin, List<Content> contents) {
        String text = text(contents);
        List<Attachment> attachments = attachments(number, contents);
        return text.isEmpty() && attachments.isEmpty()
                ? Optional.empty()
                : Optional.of(new SourceMessage(new Utterance(number, speaker, text), origin, attachments));
    }

    private static String text(List<Content> contents) {
        return contents.stream()
                .filter(TextContent.class::isInstance)
                .map(content -> RecalledText.without(wellFormed(((TextContent) content).text())))
                .filter(words -> !words.isBlank())
                .collect(Collectors.joining("\n"));
    }

    /** Returns {@code text} with a replacement character for each half of a surrogate pair, which cannot be stored. */
    static String wellFormed(String text) {
        StringBuilder characters = new StringBuilder();
        text.codePoints()
                .map(c -> Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c)
                .forEach(characters::appendCodePoint);
        return characters.toString();
    }

    private static List<Attachment> attachments(int message, List<Content> contents) {
        List<Attachment> attachments = new ArrayList<>();
        contents.stream()
                .filter(content -> !(content instanceof TextContent))
                .forEach(content -> attachments.add(new Attachment(message, attachments.size() + 1, content)));
        return attachments;
    }

    /** Returns this conversation without its attachments, for extractors that read only words. */
    public Conversation withoutAttachments() {
        List<String> allSkipped = new ArrayList<>(skipped);
        messages.stream()
                .flatMap(message -> message.attachments().stream())
                .forEach(attachment -> allSkipped.add(attachment.name() + ", which only a model can read"));
        List<SourceMessage> texts = messages.stream()
                .filter(message -> !message.text().isEmpty())
                .map(message -> message.with(message.text(), List.of()))
                .toList();
        return new Conversation(texts, allSkipped);
    }

    /** Splits the conversation into chunks of at most {@code maxTokens}. A longer message is split, if possible between sentences. */
    public List<Chunk> chunks(int maxTokens) {
        return new Chunker(maxTokens).chunk(messages);
    }
}
