package dev.commonground;

import dev.commonground.learning.Claim;
import dev.commonground.learning.Conversation;
import dev.commonground.learning.Examination;
import dev.commonground.learning.Extraction;
import dev.commonground.learning.Extractor;
import dev.commonground.learning.LearnProgress;
import dev.commonground.learning.LearnRequest;
import dev.commonground.learning.Learned;
import dev.commonground.learning.Learning;
import dev.commonground.learning.ModelExtractor;
import dev.commonground.learning.Piece;
import dev.commonground.learning.Rules;
import dev.commonground.learning.RulesExtractor;
import dev.commonground.learning.rules.RuleExtractor;
import dev.commonground.memory.Author;
import dev.commonground.memory.Scope;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Learns from conversations, for one session and into one scope. All that a conversation says is stored by one write at
 * the end, so whatever fails before leaves nothing behind.
 */
final class Learner {

    /** Who speaks in a model's messages when a person learns from them. */
    private static final Author ASSISTANT = Author.agent("assistant");

    /** Who speaks in messages of users that name nobody, where no user is known. */
    private static final Author SOMEBODY = Author.person("user");

    private final Session session;
    private final Scope target;

    Learner(Session session, Scope target) {
        this.session = session;
        this.target = target;
    }

    Learning learn(LearnRequest request) {
        session.requireWritable();
        ChatModel model =
                request.model() != null ? request.model() : session.engine().chatModel();
        Conversation whole = Conversation.of(request.messages(), agent(), person());
        Conversation conversation = model == null ? whole.wordsOnly() : whole;
        Examination examination = new Examination(request, session.actor().author(), model != null);
        KnownStatements known = new KnownStatements(session, target, request.known());
        List<Piece> pieces = conversation.pieces(request.pieceTokens());
        Cost cost = examine(pieces, request, model, known, examination);
        List<Learned> items =
                new ArrayList<>(new ClaimWriter(session, target, known.shown()).write(examination.claims()));
        items.addAll(examination.refused());
        return new Learning(items, pieces.size(), cost.calls, cost.tokens, conversation.skipped());
    }

    private record Cost(int calls, TokenUsage tokens) {

        Cost plus(Extraction extraction) {
            return new Cost(calls + extraction.calls(), TokenUsage.sum(tokens, extraction.tokens()));
        }
    }

    /** Takes the pieces one after the other; the later ones are compared with what the earlier ones said too. */
    private Cost examine(
            List<Piece> pieces,
            LearnRequest request,
            @Nullable ChatModel model,
            KnownStatements known,
            Examination examination) {
        Extractor extractor = model == null ? new RulesExtractor(rules(request)) : new ModelExtractor(model, request);
        Cost cost = new Cost(0, new TokenUsage(0, 0, 0));
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            Extraction extraction = extractor.extract(
                    piece,
                    model == null
                            ? List.of()
                            : known.near(
                                    piece,
                                    examination.claims().stream()
                                            .map(Claim::statement)
                                            .toList()));
            examination.examine(extraction);
            cost = cost.plus(extraction);
            int found = examination.claims().size() + examination.refused().size();
            request.progress().accept(new LearnProgress(i + 1, pieces.size(), found, cost.calls));
        }
        return cost;
    }

    private static Rules rules(LearnRequest request) {
        return request.rules() == null ? RuleExtractor.english()::extract : request.rules();
    }

    private Author agent() {
        Author actor = session.actor().author();
        return actor.type() == Author.Type.AGENT ? actor : ASSISTANT;
    }

    private Author person() {
        Author actor = session.actor().author();
        return actor.type() == Author.Type.PERSON
                ? actor
                : session.scopes().stream()
                        .filter(Scope.User.class::isInstance)
                        .map(scope -> Author.person(((Scope.User) scope).user()))
                        .findFirst()
                        .orElse(SOMEBODY);
    }
}
