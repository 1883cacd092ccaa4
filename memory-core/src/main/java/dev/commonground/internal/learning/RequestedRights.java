package dev.commonground.internal.learning;

import dev.commonground.internal.search.Subject;
import dev.commonground.internal.session.OwnWords;
import dev.commonground.internal.session.Session;
import dev.commonground.learning.Learning;
import dev.commonground.learning.Learning.MemoryRequest;
import dev.commonground.memory.Audience;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Grants what persons ask of the memory in a conversation, about their own words alone. Words of agents, tools and documents
 * ask nothing. An unclear request becomes an open question.
 *
 * <p>Not thread-safe.
 */
final class RequestedRights {

    private static final double TRUST = 0.5;

    private final OwnWords words;
    private final Author learner;
    private final List<AskedRight> asked = new ArrayList<>();

    /** A request with its speaker, the message that makes it, and the memories that it was about before the conversation. */
    private record AskedRight(MemoryRequest request, SourceMessage message, Set<MemoryId> known) {

        Author speaker() {
            return message.utterance().speaker();
        }

        boolean isPrivacy() {
            return request.wish() == MemoryRequest.Wish.KEEP_PRIVATE;
        }
    }

    RequestedRights(Session session, Scope target) {
        this.words = new OwnWords(session, target);
        this.learner = session.author();
    }

    /** Adds those requests that a person makes in words that the chunk holds. */
    void add(Chunk chunk, List<MemoryRequest> requests) {
        for (MemoryRequest request : requests) {
            chunk.message(request.utterance(), request.evidence())
                    .filter(message -> message.origin() == Origin.PERSON)
                    .filter(message -> Quotation.of(request.evidence())
                            .findIn(message.text())
                            .isPresent())
                    .ifPresent(message -> add(request, message));
        }
    }

    private void add(MemoryRequest request, SourceMessage message) {
        Author speaker = message.utterance().speaker();
        Subject subject = Subject.of(request.subject());
        asked.add(new AskedRight(request, message, words.of(speaker, subject::covers)));
    }

    /** Returns the claims that may be stored, for those who may read them, and a question for each unclear request. */
    List<Claim> applyTo(List<Claim> claims, Conversation conversation) {
        List<Claim> kept = new ArrayList<>();
        boolean[] clear = new boolean[asked.size()];
        for (Claim claim : claims) {
            Claim changed = claim;
            boolean dropped = false;
            for (int i = 0; i < asked.size(); i++) {
                AskedRight one = asked.get(i);
                if (concerns(one, claim, conversation)) {
                    clear[i] = true;
                    dropped |= !one.isPrivacy();
                    changed = one.isPrivacy() ? changed.restrictedTo(readers(one)) : changed;
                }
            }
            if (!dropped) {
                kept.add(changed);
            }
        }
        for (int i = 0; i < asked.size(); i++) {
            if (!clear[i] && asked.get(i).known().isEmpty()) {
                kept.add(question(asked.get(i)));
            }
        }
        return kept;
    }

    /** A request concerns what was said before; one to keep "this" private concerns its own message. */
    private static boolean concerns(AskedRight asked, Claim claim, Conversation conversation) {
        if (!claim.author().equals(asked.speaker())) {
            return false;
        }
        int said = number(claim, conversation);
        int requested = asked.request().utterance();
        return asked.request().subject().isEmpty()
                ? asked.isPrivacy() && said == requested
                : (asked.isPrivacy() || said < requested)
                        && Subject.of(asked.request().subject()).covers(claim.statement());
    }

    private static int number(Claim claim, Conversation conversation) {
        String evidence = claim.evidence();
        return evidence == null
                ? 0
                : conversation.messages().stream()
                        .filter(message -> message.utterance().speaker().equals(claim.author()))
                        .filter(message -> message.text().contains(evidence))
                        .mapToInt(SourceMessage::number)
                        .findFirst()
                        .orElse(0);
    }

    private Audience readers(AskedRight asked) {
        return Audience.of(member(asked.speaker()), member(learner));
    }

    private static Audience.Member member(Author author) {
        return author.type() == Author.Type.AGENT
                ? Audience.Member.agent(author.name())
                : Audience.Member.person(author.name());
    }

    /** The question does not repeat what was said, but only those read it who know. */
    private Claim question(AskedRight asked) {
        String wish = switch (asked.request().wish()) {
            case ERASE -> "deleted";
            case FORGET -> "forgotten";
            case KEEP_PRIVATE -> "kept from others";
        };
        Statement text = new Statement(
                Kind.QUESTION,
                null,
                null,
                "What exactly does %s want %s, as asked in message %d?"
                        .formatted(asked.speaker().name(), wish, asked.request().utterance()));
        return new Claim(
                        text,
                        learner,
                        Origin.AGENT,
                        TRUST,
                        asked.request().evidence(),
                        Metadata.NONE,
                        Relation.NEW,
                        null)
                .restrictedTo(readers(asked));
    }

    /** Grants the requests about what the memory knew before the conversation. */
    List<Learning.Item> grant() {
        List<Learning.Item> granted = new ArrayList<>();
        for (AskedRight one : asked) {
            for (MemoryId id : one.known()) {
                switch (one.request().wish()) {
                    case ERASE -> words.erase(id, one.speaker());
                    case FORGET -> words.forget(id, one.speaker(), one.request().evidence());
                    case KEEP_PRIVATE -> words.restrict(id, one.speaker(), readers(one));
                }
            }
            if (!one.known().isEmpty()) {
                granted.add(new Learning.Granted(one.request(), one.known()));
            }
        }
        return granted;
    }
}
