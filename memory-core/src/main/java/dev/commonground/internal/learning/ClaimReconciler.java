package dev.commonground.internal.learning;

import dev.commonground.memory.Author;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares claims with the memory and with earlier claims. It decides which statement to store for each claim, and which
 * known statement the claim supersedes. It checks the relation that a model proposed; a change without a reason becomes a
 * conflict.
 *
 * <p>Not thread-safe.
 */
final class ClaimReconciler {

    /** A text with fewer words is not a quotation of the memory. */
    private static final int MIN_QUOTED_WORDS = 3;

    private static final Pattern FINAL_STOP = Pattern.compile("[\\s.!?,;:]+$");

    /** Quotation marks, but no apostrophes. */
    private static final Pattern QUOTES = Pattern.compile("\"|(?<![\\p{L}\\p{N}])'|'(?![\\p{L}\\p{N}])");

    private final List<Memory> inTarget;
    private final List<Memory> visible;
    private final List<ResolvedClaim> resolved = new ArrayList<>();

    /**
     * Creates a reconciler.
     *
     * @param inTarget the memories of the target scope that may be related to the claims
     * @param visible the memories of all visible scopes that an agent may have quoted
     */
    ClaimReconciler(List<Memory> inTarget, List<Memory> visible) {
        this.inTarget = inTarget;
        this.visible = visible;
    }

    /**
     * A claim and the statement to store for it.
     *
     * @param statement the statement to store
     * @param known the memory that already has the statement, or null if the statement must be stored
     * @param supersedes the statement to supersede, or null
     * @param contradicts the statement that the claim contradicts without a common key, or null
     */
    record ResolvedClaim(
            Claim claim,
            Statement statement,
            @Nullable Memory known,
            @Nullable Statement supersedes,
            @Nullable Statement contradicts) {

        static ResolvedClaim of(Claim claim, Statement statement) {
            return new ResolvedClaim(claim, statement, null, null, null);
        }

        /** Returns the memory that already has the statement. */
        Optional<Memory> alreadyKnown() {
            return Optional.ofNullable(known);
        }
    }

    /** Returns a predicate that accepts the statements that may be related to one of {@code claims}. */
    static Predicate<Statement> relatedTo(List<Claim> claims) {
        List<String> keys = claims.stream()
                .map(claim -> key(claim.statement()))
                .filter(key -> !key.isEmpty())
                .toList();
        List<String> texts =
                claims.stream().map(claim -> sentence(claim.statement())).toList();
        List<Statement> named = claims.stream()
                .flatMap(claim -> Stream.ofNullable(claim.relation().known()))
                .toList();
        return statement -> keys.contains(key(statement))
                || named.contains(statement)
                || texts.contains(sentence(statement))
                || claims.stream().anyMatch(claim -> repeats(claim, statement));
    }

    List<ResolvedClaim> resolve(List<Claim> claims) {
        claims.forEach(claim -> resolved.add(resolve(claim)));
        return resolved;
    }

    private ResolvedClaim resolve(Claim claim) {
        Optional<Memory> known = alreadyKnown(claim);
        if (known.isPresent() || claim.doubt() != null) {
            return new ResolvedClaim(claim, claim.statement(), known.orElse(null), null, null);
        }
        Statement other = claim.relation().known();
        if (other == null) {
            return ResolvedClaim.of(claim, reconciled(claim.statement()));
        }
        if (claim.relation().type() == Relation.Type.SAME) {
            return ResolvedClaim.of(claim, other);
        }
        if (claim.relation().type() == Relation.Type.SUPERSEDES && maySupersede(claim, other)) {
            return new ResolvedClaim(claim, reconciled(claim.statement()), null, other, null);
        }
        return contradicting(claim, other);
    }

    /** Returns the memory that a doubtful claim repeats, or that an agent quotes; neither is stored again. */
    private Optional<Memory> alreadyKnown(Claim claim) {
        if (claim.doubt() != null) {
            Statement same = claim.relation().known();
            return inTarget.stream()
                    .filter(memory ->
                            memory.statement().equals(same) || sameText(memory.statement(), claim.statement()))
                    .findFirst();
        }
        return visible.stream()
                .filter(memory -> repeats(claim, memory.statement()))
                .findFirst();
    }

    private static boolean sameText(Statement a, Statement b) {
        return sentence(a).equals(sentence(b));
    }

    /** Returns whether {@code claim} is an agent's quotation of {@code statement}. */
    private static boolean repeats(Claim claim, Statement statement) {
        if (claim.origin() != Origin.AGENT || claim.evidence() == null) {
            return false;
        }
        String known = NormalizedText.of(statement.text());
        String quoted = NormalizedText.of(claim.evidence());
        return sameText(statement, claim.statement())
                || (isLongEnough(known) && occurs(known, quoted))
                || (isLongEnough(quoted) && occurs(quoted, known));
    }

    private static boolean isLongEnough(String text) {
        return Scripts.words(text) >= MIN_QUOTED_WORDS;
    }

    private static boolean occurs(String words, String text) {
        return NormalizedText.withPositions(text).find(words).isPresent();
    }

    /**
     * Returns whether {@code claim} has a reason to supersede {@code other}: the same key, or words of change. A finding
     * supersedes nothing that binds. An agent or a tool supersedes nothing that a person said.
     */
    private boolean maySupersede(Claim claim, Statement other) {
        boolean sameKey = !key(other).isEmpty() && key(other).equals(key(claim.statement()));
        boolean reason = sameKey || !claim.relation().change().isEmpty();
        boolean weaker = other.kind().binding() && !claim.statement().kind().binding();
        boolean agentAgainstPerson = claim.author().type() == Author.Type.AGENT
                && authors(other).anyMatch(author -> author.type() == Author.Type.PERSON);
        return reason && !weaker && !agentAgainstPerson;
    }

    private Stream<Author> authors(Statement statement) {
        return Stream.concat(
                inTarget.stream()
                        .filter(memory -> memory.statement().equals(statement))
                        .flatMap(memory -> memory.authors().stream()),
                resolved.stream()
                        .filter(earlier -> earlier.statement().equals(statement))
                        .map(earlier -> earlier.claim().author()));
    }

    /** Resolves a contradiction: both statements get the same key, or the claim names the statement that it contradicts. */
    private ResolvedClaim contradicting(Claim claim, Statement other) {
        Statement statement = claim.statement();
        if (other.key() != null && statement.value() != null) {
            return ResolvedClaim.of(claim, reconciled(withKey(statement, other.key())));
        }
        return new ResolvedClaim(claim, reconciled(statement), null, null, other);
    }

    private static Statement withKey(Statement statement, @Nullable String key) {
        return new Statement(statement.kind(), key, statement.value(), statement.text());
    }

    /** Returns the known statement if only the wording differs, or else {@code statement} with the known spelling of its key. */
    private Statement reconciled(Statement statement) {
        List<Statement> known = knownStatements();
        Statement spelled = known.stream()
                .filter(other -> !key(other).isEmpty() && key(other).equals(key(statement)))
                .findFirst()
                .map(other -> withKey(statement, other.key()))
                .orElse(statement);
        return known.stream()
                .filter(other -> isSame(other, spelled))
                .findFirst()
                .orElse(spelled);
    }

    private List<Statement> knownStatements() {
        return Stream.concat(
                        inTarget.stream().map(Memory::statement),
                        resolved.stream().filter(claim -> claim.known() == null).map(ResolvedClaim::statement))
                .toList();
    }

    private static boolean isSame(Statement a, Statement b) {
        return a.kind() == b.kind()
                && key(a).equals(key(b))
                && !a.contradicts(b)
                && (a.key() != null || sentence(a).equals(sentence(b)));
    }

    /** Returns the text without the differences that make no other statement: a final stop, and quotation marks. */
    private static String sentence(Statement statement) {
        String plain = QUOTES.matcher(NormalizedText.of(statement.text())).replaceAll("");
        return FINAL_STOP.matcher(plain).replaceAll("");
    }

    /** Returns the key in the form in which keys are compared: lower case, with one separator; empty if there is no key. */
    private static String key(Statement statement) {
        return statement.key() == null ? "" : NormalizedText.of(statement.key()).replaceAll("[ _-]+", "_");
    }
}
