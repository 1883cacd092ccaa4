package dev.commonground.learning;

import com.fasterxml.jackson.databind.JsonNode;
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
 * Turns the statements of an answer into proposals. What names something that was not asked about is refused, item by
 * item; what else is in an item, such as an author or a scope, is ignored.
 *
 * <p>Not thread-safe.
 */
final class AnswerReader {

    private final Piece piece;
    private final List<Statement> known;
    private final List<CustomKind> kinds;
    private final List<Proposal> proposals = new ArrayList<>();
    private final List<Learned> refused = new ArrayList<>();
    private final Set<Integer> ended = new HashSet<>();
    private final Set<List<Integer>> repeated = new HashSet<>();

    AnswerReader(Piece piece, List<Statement> known, List<CustomKind> kinds) {
        this.piece = piece;
        this.known = known;
        this.kinds = kinds;
    }

    /** An item that cannot be used, and why. */
    private static final class Unusable extends Exception {

        private static final long serialVersionUID = 1L;

        Unusable(String reason) {
            super(reason);
        }
    }

    void read(JsonNode statements) {
        int number = 0;
        for (JsonNode item : statements) {
            number++;
            try {
                proposals.add(proposal(item));
            } catch (Unusable e) {
                refused.add(new Learned.Failed(null, "item %d of the answer %s".formatted(number, e.getMessage())));
            }
        }
    }

    List<Proposal> proposals() {
        return proposals;
    }

    List<Learned> refused() {
        return refused;
    }

    private Proposal proposal(JsonNode item) throws Unusable {
        if (!item.isObject()) {
            throw new Unusable("is no JSON object");
        }
        int message = number(item, "message");
        Turn turn = piece.turn(message, text(item, "evidence")).orElse(null);
        if (turn == null) {
            throw new Unusable("names message %d, which is none of those to learn from".formatted(message));
        }
        String kind = text(item, "kind");
        Optional<CustomKind> custom =
                kinds.stream().filter(own -> own.name().equalsIgnoreCase(kind)).findFirst();
        Statement statement = statement(item, custom.map(CustomKind::base).orElseGet(() -> kind(kind)));
        return new Proposal(
                new Extracted(statement, message, text(item, "evidence")),
                turn,
                relation(item, message),
                attachment(item, turn),
                custom.map(CustomKind::name).orElse(null));
    }

    private static Statement statement(JsonNode item, Kind kind) throws Unusable {
        String key = text(item, "key").toLowerCase(Locale.ROOT);
        String value = text(item, "value");
        boolean keyed = !key.isEmpty() && !value.isEmpty();
        try {
            return new Statement(kind, keyed ? key : null, keyed ? value : null, text(item, "text"));
        } catch (IllegalArgumentException e) {
            throw new Unusable("says nothing, or too much for one statement");
        }
    }

    /** A kind that is none counts as the one that binds nobody. */
    private static Kind kind(String name) {
        return LearningPrompt.KINDS.stream()
                .filter(kind -> kind.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(Kind.FINDING);
    }

    private static @Nullable Attachment attachment(JsonNode item, Turn turn) throws Unusable {
        int part = number(item, "part");
        if (part == 0) {
            return null;
        }
        if (part < 0 || part > turn.attachments().size()) {
            throw new Unusable("names part %d of message %d, which has %d"
                    .formatted(part, turn.number(), turn.attachments().size()));
        }
        return turn.attachments().get(part - 1);
    }

    private Relation relation(JsonNode item, int message) throws Unusable {
        Relation.Type type = type(text(item, "relation"));
        if (type == Relation.Type.NEW) {
            return Relation.NEW;
        }
        int number = number(item, "known");
        if (number < 1 || number > known.size()) {
            throw new Unusable("names known note %d, of which there are %d".formatted(number, known.size()));
        }
        boolean twice = type == Relation.Type.SAME ? !repeated.add(List.of(message, number)) : !ended.add(number);
        if (twice) {
            throw new Unusable("names known note %d, as an item before it does".formatted(number));
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
        return value.isValueNode() && !value.isNull() ? value.asText().strip() : "";
    }
}
