package dev.commonground.internal.search;

import dev.commonground.recall.RecallRequest;
import dev.commonground.recall.RecallRequest.Floor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Applies the floor from the best candidate down until there are enough matches. The best candidate is judged by its
 * distance to the next one, and each other candidate by its distance to the best. Statements of low trust are judged
 * among themselves.
 *
 * <p>Not thread-safe.
 */
final class BestMatches {

    /** No floor admits a memory that is this far behind the best, unless the question asks for all of its kind. */
    private static final double TOO_FAR = 4;

    private final RecallRequest request;
    private final SearchTally tally;

    BestMatches(RecallRequest request, SearchTally tally) {
        this.request = request;
        this.tally = tally;
    }

    private record Clear(RankedCandidate candidate, SearchMatch match) {}

    /**
     * Returns the matches, the best first: those of a colleague's trust, then those of low trust. At {@link
     * Floor#RELEVANT}, low trust answers a question only if no colleague does. The queues lose the candidates that the
     * search looks at.
     *
     * @param colleagues the candidates of a colleague's trust
     * @param lowTrust the candidates of low trust
     */
    List<SearchMatch> find(CandidateQueue colleagues, CandidateQueue lowTrust) {
        List<SearchMatch> found = new ArrayList<>(best(colleagues, one -> true));
        if (request.floor() != Floor.RELEVANT || found.isEmpty()) {
            LowTrustPlaces places = new LowTrustPlaces();
            found.addAll(best(lowTrust, one -> one.takes(places)));
        }
        return found.size() <= request.limit() ? found : found.subList(0, request.limit());
    }

    /** Returns the best of one queue. An estimate that was too low comes too late, so they are sorted again. */
    private List<SearchMatch> best(CandidateQueue ranked, Predicate<RankedCandidate> hasPlace) {
        List<Clear> found = new ArrayList<>();
        RankedCandidate best = ranked.next();
        if (best == null) {
            return List.of();
        }
        RankedCandidate one = ranked.next();
        addIfClear(found, best, one == null ? 0 : Math.max(0, best.sum() - one.sum()), hasPlace);
        while (one != null && found.size() < request.limit() && isInReach(best, one)) {
            addIfClear(found, one, Math.min(0, one.sum() - best.sum()), hasPlace);
            one = found.size() < request.limit() ? ranked.next() : null;
        }
        return found.stream()
                .sorted(Comparator.comparing(Clear::candidate))
                .map(Clear::match)
                .toList();
    }

    private boolean isInReach(RankedCandidate best, RankedCandidate one) {
        return request.floor() == Floor.NONE
                || best.sum() - one.sum() < TOO_FAR
                || one.ranking().asksForKinds();
    }

    private void addIfClear(
            List<Clear> found, RankedCandidate candidate, double ahead, Predicate<RankedCandidate> hasPlace) {
        SearchMatch match = candidate.match(ahead);
        if (!match.score().clears(request.floor())) {
            tally.keptOut();
        } else if (hasPlace.test(candidate)) {
            found.add(new Clear(candidate, match));
        }
    }
}
