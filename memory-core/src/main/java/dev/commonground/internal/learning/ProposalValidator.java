package dev.commonground.internal.learning;

import dev.commonground.learning.LearnRequest;
import dev.commonground.learning.LearnRequest.CustomKind;
import dev.commonground.learning.Learning;
import dev.commonground.learning.Learning.Extracted;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks the proposals of an extractor. A statement without evidence is not binding. A statement that addresses the model or
 * the memory is quarantined. A statement about an unwanted topic is rejected.
 *
 * <p>Not thread-safe.
 */
public final class ProposalValidator {

    private static final double LOW_TRUST = 0.2;

    private final Topics topics;
    private final Author learner;
    private final boolean byModel;
    private final Metadata metadata;
    private final List<Claim> claims = new ArrayList<>();
    private final Set<Integer> claimed = new HashSet<>();
    private final Map<Integer, Learning.Unread.Reason> refused = new HashMap<>();
    private final List<Learning.Item> rejected = new ArrayList<>();

    /**
     * Creates a validator.
     *
     * @param learner the learning agent or person
     * @param byModel whether a model makes the proposals and received the topics to learn about
     */
    public ProposalValidator(LearnRequest request, Author learner, boolean byModel) {
        this.topics = new Topics(request.include(), request.exclude());
        this.metadata = request.metadata();
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

    /** Returns the statements to store, and those that go into quarantine. */
    public List<Claim> claims() {
        return claims;
    }

    /** Returns the results for the statements that may not be stored. */
    public List<Learning.Item> rejected() {
        return rejected;
    }

    /** Returns the number of statements so far. */
    public int found() {
        return claims.size() + rejected.size();
    }

    /**
     * Returns why nothing was taken from {@code message}; empty if something was.
     *
     * @param otherwise the reason if no statement was proposed and no topic is unwanted
     */
    Optional<Learning.Unread.Reason> unread(SourceMessage message, Learning.Unread.Reason otherwise) {
        if (claimed.contains(message.number())) {
            return Optional.empty();
        }
        Learning.Unread.Reason known = refused.get(message.number());
        if (known != null) {
            return Optional.of(known);
        }
        return Optional.of(
                topics.excluded(message.text()).isPresent() ? Learning.Unread.Reason.EXCLUDED_TOPIC : otherwise);
    }

    private void validate(Proposal proposal) {
        int message = proposal.message().number();
        Optional<Claim.Harm> harm = harm(proposal);
        Optional<String> unwanted = unwantedTopic(proposal.extracted());
        if (unwanted.isPresent()) {
            rejected.add(new Learning.Failed(proposal.extracted(), unwanted.get()));
            refused.put(message, Learning.Unread.Reason.EXCLUDED_TOPIC);
        } else if (harm.isPresent()) {
            claims.add(claim(proposal).heldBack(harm.get()));
            refused.put(message, Learning.Unread.Reason.REJECTED);
        } else {
            claims.add(claim(proposal));
            claimed.add(message);
        }
    }

    private static Optional<Claim.Harm> harm(Proposal proposal) {
        return InjectedOrders.inMessage(proposal.message().text())
                .or(() -> InjectedOrders.inAnyOf(texts(proposal.extracted())))
                .map(reason -> new Claim.Harm(proposal.extracted(), reason));
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

    private Claim fromAttachment(Proposal proposal, Attachment attachment) {
        Author speaker = proposal.message().utterance().speaker();
        String doubt = "it comes from %s, where a quote cannot be checked".formatted(attachment.name());
        return doubtful(proposal, speaker, Origin.DOCUMENT, attachment.name(), doubt);
    }

    private Claim unsupported(Proposal proposal) {
        String doubt = "the quoted words do not occur in message %d"
                .formatted(proposal.message().number());
        return doubtful(proposal, learner, Origin.AGENT, null, doubt);
    }

    private Claim supported(Proposal proposal, String evidence) {
        SourceMessage message = proposal.message();
        return new Claim(
                proposal.extracted().statement(),
                message.utterance().speaker(),
                message.origin(),
                message.origin().defaultTrust(),
                evidence,
                metadata(proposal),
                checked(proposal),
                null);
    }

    private Claim doubtful(Proposal proposal, Author author, Origin origin, @Nullable String evidence, String doubt) {
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

    private Metadata metadata(Proposal proposal) {
        String category = proposal.category();
        return category == null ? metadata : metadata.with(CustomKind.CATEGORY, category);
    }

    /** Returns the relation of a doubtful statement, which supersedes nothing and starts no conflict. */
    private static Relation weaker(Relation relation) {
        return relation.type() == Relation.Type.SAME ? relation : Relation.NEW;
    }

    /** Returns {@code relation}, with the words of change only if the message contains them and they announce a change. */
    private static Relation checked(Proposal proposal) {
        Relation relation = proposal.relation();
        Quotation change = Quotation.of(relation.change());
        Quotation evidence = Quotation.of(proposal.extracted().evidence());
        String words = change.findChangeIn(proposal.message().text())
                .filter(found -> ChangeWords.announce(change, evidence))
                .orElse("");
        return new Relation(relation.type(), relation.known(), words);
    }
}
