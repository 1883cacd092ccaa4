package dev.commonground.internal.learning;

import dev.commonground.learning.CustomKind;
import dev.commonground.learning.Extracted;
import dev.commonground.learning.LearnRequest;
import dev.commonground.learning.Learned;
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
import org.jspecify.annotations.Nullable;

/**
 * Checks the proposals of an extractor. A statement without evidence is not binding. A statement that addresses the model or
 * the memory is quarantined. A statement about an unwanted topic is rejected.
 *
 * <p>Not thread-safe.
 */
public final class ProposalValidator {

    /** The trust in a statement that the speaker's words support; the same as in a draft. */
    private static final double TRUST = 0.5;

    private static final double LOW_TRUST = 0.2;

    private final Topics topics;
    private final Author learner;
    private final boolean byModel;
    private final List<Claim> claims = new ArrayList<>();
    private final List<Learned> rejected = new ArrayList<>();

    /**
     * Creates a validator.
     *
     * @param learner the learning agent or person
     * @param byModel whether a model makes the proposals and received the topics to learn about
     */
    public ProposalValidator(LearnRequest request, Author learner, boolean byModel) {
        this.topics = new Topics(request.include(), request.exclude());
        this.learner = learner;
        this.byModel = byModel;
    }

    /** Checks the proposals for one chunk, in the order of the messages, because later words change earlier ones. */
    public void validate(Extraction extraction) {
        rejected.addAll(extraction.rejected());
        extraction.proposals().stream()
                .sorted(Comparator.comparing(proposal -> proposal.message().number()))
                .forEach(this::validate);
    }

    /** Returns the statements that may be stored. */
    public List<Claim> claims() {
        return claims;
    }

    /** Returns the results for the statements that may not be stored. */
    public List<Learned> rejected() {
        return rejected;
    }

    /** Returns the number of statements so far. */
    public int found() {
        return claims.size() + rejected.size();
    }

    private void validate(Proposal proposal) {
        rejection(proposal).ifPresentOrElse(rejected::add, () -> claims.add(claim(proposal)));
    }

    private Optional<Learned> rejection(Proposal proposal) {
        return InjectedOrders.inMessage(proposal.message().text())
                .or(() -> InjectedOrders.inAnyOf(texts(proposal.extracted())))
                .<Learned>map(reason -> new Learned.Quarantined(proposal.extracted(), reason))
                .or(() -> unwantedTopic(proposal.extracted())
                        .map(reason -> new Learned.Failed(proposal.extracted(), reason)));
    }

    private static Stream<String> texts(Extracted extracted) {
        Statement statement = extracted.statement();
        return Stream.of(statement.text(), statement.key(), statement.value(), extracted.evidence())
                .filter(Objects::nonNull);
    }

    private Optional<String> unwantedTopic(Extracted extracted) {
        Statement statement = extracted.statement();
        String text =
                "%s %s %s %s".formatted(statement.text(), statement.key(), statement.value(), extracted.evidence());
        Optional<String> excluded = topics.excluded(text);
        if (excluded.isPresent()) {
            return excluded.map("it is about the excluded topic %s"::formatted);
        }
        return byModel || topics.included(text)
                ? Optional.empty()
                : Optional.of("it is about none of the topics to learn about");
    }

    private Claim claim(Proposal proposal) {
        Attachment attachment = proposal.attachment();
        return attachment != null
                ? fromAttachment(proposal, attachment)
                : Quotation.of(proposal.extracted().evidence())
                        .findIn(proposal.message().text())
                        .map(evidence -> supported(proposal, evidence))
                        .orElseGet(() -> unsupported(proposal));
    }

    private static Claim fromAttachment(Proposal proposal, Attachment attachment) {
        Author speaker = proposal.message().utterance().speaker();
        String doubt = "it comes from %s, where a quote cannot be checked".formatted(attachment.name());
        return doubtful(proposal, speaker, Origin.DOCUMENT, attachment.name(), doubt);
    }

    private Claim unsupported(Proposal proposal) {
        String doubt = "the quoted words do not occur in message %d"
                .formatted(proposal.message().number());
        return doubtful(proposal, learner, Origin.AGENT, null, doubt);
    }

    private static Claim supported(Proposal proposal, String evidence) {
        SourceMessage message = proposal.message();
        return new Claim(
                proposal.extracted().statement(),
                message.utterance().speaker(),
                message.origin(),
                TRUST,
                evidence,
                metadata(proposal),
                checked(proposal.relation(), message),
                null);
    }

    private static Claim doubtful(
            Proposal proposal, Author author, Origin origin, @Nullable String evidence, String doubt) {
        String text = proposal.extracted().statement().text();
        return new Claim(
                new Statement(Kind.FINDING, null, null, text),
                author,
                origin,
                LOW_TRUST,
                evidence,
                metadata(proposal),
                weaker(proposal.relation()),
                doubt);
    }

    private static Metadata metadata(Proposal proposal) {
        String category = proposal.category();
        return category == null ? Metadata.NONE : Metadata.NONE.with(CustomKind.CATEGORY, category);
    }

    /** Returns the relation of a doubtful statement, which supersedes nothing and starts no conflict. */
    private static Relation weaker(Relation relation) {
        return relation.type() == Relation.Type.SAME ? relation : Relation.NEW;
    }

    /** Returns {@code relation}, with the words of change only if the message contains them and they announce a change. */
    private static Relation checked(Relation relation, SourceMessage message) {
        String change = Quotation.of(relation.change())
                .findIn(message.text())
                .filter(ChangeWords::occurIn)
                .orElse("");
        return new Relation(relation.type(), relation.known(), change);
    }
}
