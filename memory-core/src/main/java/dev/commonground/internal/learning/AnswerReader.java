package dev.commonground.internal.learning;

import com.fasterxml.jackson.databind.JsonNode;
import dev.commonground.learning.LearnRequest.CustomKind;
import dev.commonground.learning.Learning;
import dev.commonground.learning.Learning.Extracted;
import dev.commonground.learning.Learning.MemoryRequest;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Converts the items of a model's answer into proposals. An item that refers to an unknown message, part or note is
 * rejected. Additional properties of an item, such as an author or a scope, are ignored.
 *
 * <p>Not thread-safe.
 */
final class AnswerReader {

    private final Chunk chunk;
    private final List<Statement> known;
    private final List<CustomKind> kinds;
    private final List<Proposal> proposals = new ArrayList<>();
    private final List<Learning.Item> rejected = new ArrayList<>();
    private final List<MemoryRequest> requests = new ArrayList<>();
    private final Set<Integer> changed = new HashSet<>();
    private final Set<List<Integer>> repeated = new HashSet<>();

    AnswerReader(Chunk chunk, List<Statement> known, List<CustomKind> kinds) {
        this.chunk = chunk;
        this.known = known;
        this.kinds = kinds;
    }

    /** Thrown when an item cannot be used; the message is the reason. */
    private static final class UnusableItemException extends Exception {

        private static final long serialVersionUID = 1L;

        UnusableItemException(String reason) {
            super(reason);
        }
    }

    void read(JsonNode items) {
        int number = 0;
        for (JsonNode item : items) {
            number++;
            try {
                if (!addRequest(item)) {
                    proposals.add(proposal(item));
                }
            } catch (UnusableItemException e) {
                rejected.add(new Learning.Failed(null, "item %d of the answer %s".formatted(number, e.getMessage())));
            }
        }
    }

    /** Adds the item if it is a request to the memory; the text of such an item is what the words are about. */
    private boolean addRequest(JsonNode item) {
        MemoryRequest.Wish wish = LearningPrompt.REQUESTS.get(text(item, "kind").toLowerCase(Locale.ROOT));
        if (wish != null) {
            requests.add(new MemoryRequest(wish, number(item, "message"), text(item, "evidence"), text(item, "text")));
        }
        return wish != null;
    }

    List<MemoryRequest> requests() {
        return requests;
    }

    List<Proposal> proposals() {
        return proposals;
    }

    List<Learning.Item> rejected() {
        return rejected;
    }

    private Proposal proposal(JsonNode item) throws UnusableItemException {
        if (!item.isObject()) {
            throw new UnusableItemException("is not a JSON object");
        }
        SourceMessage message = message(item);
        Optional<CustomKind> custom = customKind(item);
        Statement statement = statement(item, custom.map(CustomKind::base).orElseGet(() -> kind(text(item, "kind"))));
        return new Proposal(
                new Extracted(statement, message.number(), text(item, "evidence")),
                message,
                relation(item, message.number()),
                attachment(item, message),
                custom.map(CustomKind::name).orElse(null));
    }

    private SourceMessage message(JsonNode item) throws UnusableItemException {
        int number = number(item, "message");
        return chunk.message(number, text(item, "evidence"))
                .orElseThrow(() -> new UnusableItemException(
                        "names message %d, which is not in the conversation to learn from".formatted(number)));
    }

    private Optional<CustomKind> customKind(JsonNode item) {
        String name = text(item, "kind");
        return kinds.stream().filter(kind -> kind.name().equalsIgnoreCase(name)).findFirst();
    }

    private static Statement statement(JsonNode item, Kind kind) throws UnusableItemException {
        String key = text(item, "key").toLowerCase(Locale.ROOT);
        String value = text(item, "value");
        boolean keyed = !key.isEmpty() && !value.isEmpty();
        try {
            return new Statement(kind, keyed ? key : null, keyed ? value : null, text(item, "text"));
        } catch (IllegalArgumentException e) {
            throw new UnusableItemException("has no text, or a text, key or value that is too long");
        }
    }

    /** Returns the kind called {@code name}; an unknown kind counts as a finding, which is not binding. */
    private static Kind kind(String name) {
        return LearningPrompt.KINDS.stream()
                .filter(kind -> kind.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(Kind.FINDING);
    }

    private static @Nullable Attachment attachment(JsonNode item, SourceMessage message) throws UnusableItemException {
        int part = number(item, "part");
        if (part == 0) {
            return null;
        }
        if (part < 0 || part > message.attachments().size()) {
            throw new UnusableItemException("names part %d of message %d, which has %d"
                    .formatted(part, message.number(), message.attachments().size()));
        }
        return message.attachments().get(part - 1);
    }

    private Relation relation(JsonNode item, int message) throws UnusableItemException {
        Relation.Type type = type(text(item, "relation"));
        if (type == Relation.Type.NEW) {
            return Relation.NEW;
        }
        int number = number(item, "known");
        if (number < 1 || number > known.size()) {
            throw new UnusableItemException(
                    "names known note %d, of which there are %d".formatted(number, known.size()));
        }
        boolean duplicate = type == Relation.Type.SAME ? !repeated.add(List.of(message, number)) : !changed.add(number);
        if (duplicate) {
            throw new UnusableItemException("names known note %d, as an earlier item does".formatted(number));
        }
        return new Relation(type, known.get(number - 1), text(item, "change"));
    }

    private static Relation.Type type(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "same" -> Relation.Type.SAME;
            case "supersedes" -> Relation.Type.SUPERSEDES;
            case "contradicts" -> Relation.Type.CONTRADICTS;
            default -> Relation.Type.NEW;
        };
    }

    private static int number(JsonNode item, String name) {
        return item.path(name).asInt(0);
    }

    private static String text(JsonNode item, String name) {
        JsonNode value = item.path(name);
        return value.isValueNode() && !value.isNull()
                ? Conversation.wellFormed(value.asText()).strip()
                : "";
    }
}
