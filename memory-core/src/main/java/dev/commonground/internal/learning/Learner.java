package dev.commonground.internal.learning;

import dev.commonground.event.MemoryEvent;
import dev.commonground.event.MemoryEvent.Figure;
import dev.commonground.event.MemoryEvent.Observation;
import dev.commonground.event.MemoryEvent.OperationType;
import dev.commonground.internal.session.Session;
import dev.commonground.learning.LearnRequest;
import dev.commonground.learning.Learning;
import dev.commonground.learning.Rules;
import dev.commonground.memory.Author;
import dev.commonground.memory.Scope;
import dev.commonground.memory.WriteOutcome;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.output.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Learns from conversations, for one session and into one scope. One write at the end stores all statements, so a failure
 * before it leaves the memory unchanged.
 */
public final class Learner {

    /** The speaker of the model's messages if a person learns from them. */
    private static final Author ASSISTANT = Author.agent("assistant");

    /** The speaker of user messages without a name if the session has no user. */
    private static final Author UNNAMED_USER = Author.person("user");

    private final Session session;
    private final Scope target;

    /** Creates a learner that writes to {@code target}. */
    public Learner(Session session, Scope target) {
        this.session = session;
        this.target = target;
    }

    /** Learns from a conversation: see {@link dev.commonground.AgentMemory#learn(LearnRequest)}. */
    public Learning learn(LearnRequest request) {
        session.requireWritable();
        return session.observe(OperationType.LEARN, observation -> {
            Learning learning = new LearningRun(request, request.rulesOnly() ? null : model(request)).learn();
            report(learning, observation);
            return learning;
        });
    }

    private void report(Learning learning, Observation observation) {
        if (observation != Observation.NONE) {
            TokenUsage tokens = learning.tokens();
            observation.add(Figure.MODEL_CALLS, learning.calls());
            observation.add(Figure.INPUT_TOKENS, Objects.requireNonNullElse(tokens.inputTokenCount(), 0));
            observation.add(Figure.OUTPUT_TOKENS, Objects.requireNonNullElse(tokens.outputTokenCount(), 0));
            observation.on(new MemoryEvent.Written(session.actor(), written(learning)));
        }
    }

    private static List<WriteOutcome> written(Learning learning) {
        return learning.items().stream()
                .filter(Learning.Written.class::isInstance)
                .map(item -> ((Learning.Written) item).outcome())
                .toList();
    }

    private @Nullable ChatModel model(LearnRequest request) {
        return request.model() != null ? request.model() : session.chatModel();
    }

    /** The number of model calls and their tokens. */
    private record ModelUsage(int calls, TokenUsage tokens) {

        static final ModelUsage NONE = new ModelUsage(0, new TokenUsage(0, 0, 0));

        ModelUsage plus(Extraction extraction) {
            return new ModelUsage(calls + extraction.calls(), TokenUsage.sum(tokens, extraction.tokens()));
        }
    }

    /** One call of {@code learn}. */
    private final class LearningRun {

        private final LearnRequest request;
        private final @Nullable Rules rules;
        private final Extractor extractor;
        private final KnownNotes known;
        private final ProposalValidator validator;
        private final RequestedRights rights;
        private ModelUsage usage = ModelUsage.NONE;

        LearningRun(LearnRequest request, @Nullable ChatModel model) {
            this.request = request;
            this.rules = model == null ? rules(request) : null;
            this.extractor = model == null ? new RulesExtractor(rules(request)) : new ModelExtractor(model, request);
            this.known = new KnownNotes(session, target, request.known());
            this.validator = new ProposalValidator(request, session.actor().author(), rules == null);
            this.rights = new RequestedRights(session, target);
        }

        Learning learn() {
            Conversation conversation = conversation();
            List<Chunk> chunks = conversation.chunks(request.chunkTokens());
            for (int i = 0; i < chunks.size(); i++) {
                learn(chunks.get(i));
                request.progress()
                        .accept(new Learning.Progress(i + 1, chunks.size(), validator.found(), usage.calls()));
            }
            List<Claim> claims = rights.applyTo(validator.claims(), conversation);
            List<Learning.Item> items = new ArrayList<>(new ClaimWriter(session, target, known.shown()).write(claims));
            items.addAll(validator.rejected());
            items.addAll(rights.grant());
            return new Learning(
                    items,
                    chunks.size(),
                    usage.calls(),
                    usage.tokens(),
                    conversation.skipped(),
                    new UnreadMessages(validator, rules).in(conversation, session));
        }

        private Conversation conversation() {
            Conversation conversation = Conversation.of(request.messages(), agent(), person());
            return rules == null ? conversation : conversation.withoutAttachments();
        }

        private void learn(Chunk chunk) {
            Extraction extraction = extractor.extract(
                    chunk, rules == null ? known.near(chunk, validator.claims()) : known.binding(validator.claims()));
            validator.validate(extraction);
            rights.add(chunk, extraction.requests());
            usage = usage.plus(extraction);
        }
    }

    private static Rules rules(LearnRequest request) {
        Rules rules = request.rules();
        return rules != null
                ? rules
                : ServiceLoader.load(Rules.class)
                        .findFirst()
                        .orElseThrow(
                                () -> new IllegalStateException(
                                        "learn needs a chat model or rules, and there are neither: add the module memory-rules to the class path,"
                                                + " pass a model to SharedMemory.builder or LearnRequest.builder, or pass rules to LearnRequest.builder"));
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
                        .orElse(UNNAMED_USER);
    }
}
