package dev.commonground.learning;

import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks into what extractors propose: what was not said may bind nobody, what speaks to the model or the memory is
 * quarantined, and what the caller does not want is left out.
 *
 * <p>Not thread-safe.
 */
public final class Examination {

    /** What a speaker's own words bear out is trusted as any draft is. */
    private static final double TRUST = 0.5;

    private static final double LOW_TRUST = 0.2;

    private final LearnRequest request;
    private final Author learner;
    private final boolean byModel;
    private final List<Claim> claims = new ArrayList<>();
    private final List<Learned> refused = new ArrayList<>();

    /**
     * Begins.
     *
     * @param learner who learns
     * @param byModel whether a model was told which topics are wanted
     */
    public Examination(LearnRequest request, Author learner, boolean byModel) {
        this.request = request;
        this.learner = learner;
        this.byModel = byModel;
    }

    /** Looks into what was taken out of a piece, in the order it was said: later words change earlier ones. */
    public void examine(Extraction extraction) {
        refused.addAll(extraction.refused());
        extraction.proposals().stream()
                .sorted(Comparator.comparing(proposal -> proposal.turn().number()))
                .forEach(this::examine);
    }

    /** Returns what may be remembered. */
    public List<Claim> claims() {
        return claims;
    }

    /** Returns what may not. */
    public List<Learned> refused() {
        return refused;
    }

    private void examine(Proposal proposal) {
        Extracted extracted = proposal.extracted();
        Statement statement = extracted.statement();
        Optional<String> order = InjectedOrders.inMessage(proposal.turn().text())
                .or(() -> InjectedOrders.inAnyOf(
                        Stream.of(statement.text(), statement.key(), statement.value(), extracted.evidence())
                                .filter(Objects::nonNull)));
        if (order.isPresent()) {
            refused.add(new Learned.Quarantined(extracted, order.get()));
            return;
        }
        String about =
                "%s %s %s %s".formatted(statement.text(), statement.key(), statement.value(), extracted.evidence());
        Optional<String> excluded = request.topics().excluded(about);
        if (excluded.isPresent() || !(byModel || request.topics().included(about))) {
            refused.add(new Learned.Failed(
                    extracted,
                    excluded.map("it is about the excluded topic %s"::formatted)
                            .orElse("it is about none of the topics to learn about")));
            return;
        }
        claims.add(claim(proposal));
    }

    private Claim claim(Proposal proposal) {
        Turn turn = proposal.turn();
        Statement statement = proposal.extracted().statement();
        Metadata metadata = proposal.category() == null
                ? Metadata.NONE
                : Metadata.NONE.with(CustomKind.CATEGORY, proposal.category());
        Attachment attachment = proposal.attachment();
        if (attachment != null) {
            return new Claim(
                    unbinding(statement),
                    turn.utterance().speaker(),
                    Origin.DOCUMENT,
                    LOW_TRUST,
                    attachment.name(),
                    metadata,
                    weaker(proposal.relation()),
                    "it was taken from %s, where words cannot be looked up".formatted(attachment.name()));
        }
        return Evidence.in(turn.text(), proposal.extracted().evidence())
                .map(words -> new Claim(
                        statement,
                        turn.utterance().speaker(),
                        turn.origin(),
                        TRUST,
                        words,
                        metadata,
                        said(proposal.relation(), turn),
                        null))
                .orElseGet(() -> new Claim(
                        unbinding(statement),
                        learner,
                        Origin.AGENT,
                        LOW_TRUST,
                        null,
                        metadata,
                        weaker(proposal.relation()),
                        "the words it was said to be taken from do not stand in message %d".formatted(turn.number())));
    }

    private static Statement unbinding(Statement statement) {
        return new Statement(Kind.FINDING, null, null, statement.text());
    }

    /** What is in doubt takes no place and starts no conflict. */
    private static Relation weaker(Relation relation) {
        return relation.type() == Relation.Type.SAME ? relation : Relation.NEW;
    }

    /** Returns the relation with the words that end what is known only if they were said, and speak of a change. */
    private static Relation said(Relation relation, Turn turn) {
        String change = Evidence.in(turn.text(), relation.change())
                .filter(ChangeWords::in)
                .orElse("");
        return new Relation(relation.type(), relation.known(), change);
    }
}
