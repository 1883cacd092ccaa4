package dev.commonground;

import dev.commonground.learning.Claim;
import dev.commonground.learning.Folded;
import dev.commonground.learning.Learned;
import dev.commonground.learning.Relation;
import dev.commonground.memory.Author;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Settles what each claim says against what is known and what the claims before it said: as which statement it is stored,
 * and what it may take the place of. What a model says about that is checked here; a change without a reason becomes a
 * conflict.
 *
 * <p>Not thread-safe.
 */
final class Settlement {

    /** Fewer words in common are no quotation. */
    private static final int FEWEST_QUOTED_WORDS = 3;

    private final List<Memory> here;
    private final List<Memory> seen;
    private final List<Saying> settled = new ArrayList<>();

    /**
     * Begins.
     *
     * @param here what the scope to write to holds that may have to do with the claims
     * @param seen what can be seen anywhere that agents may have quoted
     */
    Settlement(List<Memory> here, List<Memory> seen) {
        this.here = here;
        this.seen = seen;
    }

    /**
     * A claim and how it is to be stored.
     *
     * @param statement the statement to store
     * @param known what is known already, so that nothing is to be stored; otherwise null
     * @param supersedes what it takes the place of, or null
     * @param contradicts what it contradicts without a key that would show it, or null
     */
    record Saying(
            Claim claim,
            Statement statement,
            @Nullable Memory known,
            @Nullable Statement supersedes,
            @Nullable Statement contradicts) {

        /** Returns what came of it without a write, if nothing is to be stored. */
        Optional<Learned> decided() {
            return Optional.ofNullable(known).map(memory -> new Learned.AlreadyKnown(memory, memory.authors()));
        }
    }

    /** Returns whether a statement may have to do with one of the claims. */
    static Predicate<Statement> concerning(List<Claim> claims) {
        List<String> keys = claims.stream()
                .map(claim -> key(claim.statement()))
                .filter(key -> !key.isEmpty())
                .toList();
        List<String> texts = claims.stream()
                .map(claim -> Folded.of(claim.statement().text()))
                .toList();
        List<Statement> named = claims.stream()
                .flatMap(claim -> Stream.ofNullable(claim.relation().known()))
                .toList();
        return statement -> keys.contains(key(statement))
                || named.contains(statement)
                || texts.contains(Folded.of(statement.text()))
                || quoted(claims, statement);
    }

    private static boolean quoted(List<Claim> claims, Statement statement) {
        return claims.stream().anyMatch(claim -> repeats(claim, statement));
    }

    List<Saying> settle(List<Claim> claims) {
        claims.forEach(claim -> settled.add(settle(claim)));
        return settled;
    }

    private Saying settle(Claim claim) {
        Optional<Memory> known = alreadyThere(claim);
        if (known.isPresent() || claim.doubt() != null) {
            return new Saying(claim, claim.statement(), known.orElse(null), null, null);
        }
        Statement statement = claim.statement();
        Statement other = claim.relation().known();
        if (other == null) {
            return new Saying(claim, folded(statement), null, null, null);
        }
        if (claim.relation().type() == Relation.Type.SAME) {
            return new Saying(claim, other, null, null, null);
        }
        if (claim.relation().type() == Relation.Type.SUPERSEDES && mayTakeThePlaceOf(other, claim)) {
            return new Saying(claim, folded(statement), null, other, null);
        }
        return against(other, claim);
    }

    /** What agents repeat of the memory is not learned again, and what is in doubt adds nothing to what is known. */
    private Optional<Memory> alreadyThere(Claim claim) {
        if (claim.doubt() != null) {
            Statement same = claim.relation().known();
            return here.stream()
                    .filter(memory -> memory.statement().equals(same)
                            || Folded.of(memory.text())
                                    .equals(Folded.of(claim.statement().text())))
                    .findFirst();
        }
        return seen.stream()
                .filter(memory -> repeats(claim, memory.statement()))
                .findFirst();
    }

    private static boolean repeats(Claim claim, Statement statement) {
        if (claim.origin() != Origin.AGENT || claim.evidence() == null) {
            return false;
        }
        String known = Folded.of(statement.text());
        String words = Folded.of(claim.evidence());
        return known.equals(Folded.of(claim.statement().text()))
                || (longEnough(known) && words.contains(known))
                || (longEnough(words) && known.contains(words));
    }

    private static boolean longEnough(String text) {
        return text.split(" ", FEWEST_QUOTED_WORDS).length == FEWEST_QUOTED_WORDS;
    }

    /**
     * Returns whether a claim gives a reason to end what is known: the same key, or words of a change. A finding ends
     * nothing that binds, and what an agent or tool said ends nothing that a person said.
     */
    private boolean mayTakeThePlaceOf(Statement other, Claim claim) {
        boolean reason = (!key(other).isEmpty() && key(other).equals(key(claim.statement())))
                || !claim.relation().change().isEmpty();
        boolean weaker = other.kind().binding() && !claim.statement().kind().binding();
        boolean spokenOver = claim.author().type() == Author.Type.AGENT
                && authors(other).anyMatch(author -> author.type() == Author.Type.PERSON);
        return reason && !weaker && !spokenOver;
    }

    private Stream<Author> authors(Statement statement) {
        return Stream.concat(
                here.stream()
                        .filter(memory -> memory.statement().equals(statement))
                        .flatMap(memory -> memory.authors().stream()),
                settled.stream()
                        .filter(saying -> saying.statement().equals(statement))
                        .map(saying -> saying.claim().author()));
    }

    /** A conflict shows by its key; where one side has none, the claim says what it contradicts. */
    private Saying against(Statement other, Claim claim) {
        Statement statement = claim.statement();
        if (other.key() != null && statement.value() != null) {
            Statement keyed = new Statement(statement.kind(), other.key(), statement.value(), statement.text());
            return new Saying(claim, folded(keyed), null, null, null);
        }
        return new Saying(claim, folded(statement), null, null, other);
    }

    /** Returns the statement as it is known already, if only its wording differs; otherwise with its key spelt as known. */
    private Statement folded(Statement statement) {
        List<Statement> known = Stream.concat(
                        here.stream().map(Memory::statement),
                        settled.stream()
                                .filter(saying -> saying.known() == null)
                                .map(Saying::statement))
                .toList();
        Statement spelt = known.stream()
                .filter(other -> !key(other).isEmpty() && key(other).equals(key(statement)))
                .findFirst()
                .map(other -> new Statement(statement.kind(), other.key(), statement.value(), statement.text()))
                .orElse(statement);
        return known.stream()
                .filter(other -> saysTheSame(other, spelt))
                .findFirst()
                .orElse(spelt);
    }

    private static boolean saysTheSame(Statement a, Statement b) {
        return a.kind() == b.kind()
                && key(a).equals(key(b))
                && !a.contradicts(b)
                && (a.key() != null || sentence(a).equals(sentence(b)));
    }

    private static String sentence(Statement statement) {
        return Folded.of(statement.text()).replaceAll("[\\s.!]+$", "");
    }

    /** Returns a key as it is compared: without case, and without what joins its words. */
    private static String key(Statement statement) {
        return statement.key() == null ? "" : Folded.of(statement.key()).replaceAll("[ _-]+", "_");
    }
}
