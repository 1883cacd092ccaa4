package dev.commonground.internal.session;

import dev.commonground.event.MemoryEvent;
import dev.commonground.event.MemoryEvent.Figure;
import dev.commonground.event.MemoryEvent.OperationType;
import dev.commonground.internal.search.HybridSearch;
import dev.commonground.internal.search.NamedAuthors;
import dev.commonground.internal.search.SearchTally;
import dev.commonground.internal.search.SearchTarget;
import dev.commonground.memory.Author;
import dev.commonground.recall.Match;
import dev.commonground.recall.RecallRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Recall in the scopes of one session. */
public final class SessionSearch {

    private final Session session;

    public SessionSearch(Session session) {
        this.session = session;
    }

    /** Returns the matches of a request, best first, and records that the agent was shown them. */
    public List<Match> recall(RecallRequest request) {
        return session.observe(OperationType.RECALL, observation -> {
            SearchTally tally = new SearchTally();
            List<Match> matches = withQuery(request.query(), (query, views) -> search(request, query, views, tally));
            MemoryEvent.Recalled event = new MemoryEvent.Recalled(session.actor(), request.query(), matches);
            session.showAndPublish(matches.stream().map(Match::memory).toList(), event);
            observation.add(Figure.CANDIDATES, tally.candidates());
            observation.add(Figure.BELOW_FLOOR, tally.belowFloor());
            observation.on(event);
            return matches;
        });
    }

    /**
     * Embeds a question without the names of the authors in the scopes, and searches with it. The question is embedded
     * before anything is locked; if an author that it names appears in between, it is embedded again.
     */
    <T> T withQuery(String question, BiFunction<float @Nullable [], List<ScopeView>, T> search) {
        Set<Author> known = session.authors();
        while (true) {
            String asked = NamedAuthors.without(question, known);
            float[] query = session.embedder().question(asked);
            Set<Author> now = new HashSet<>();
            Optional<T> answer = session.readToSearch(views -> {
                views.forEach(view -> now.addAll(view.authors()));
                return NamedAuthors.without(question, now).equals(asked)
                        ? Optional.of(search.apply(query, views))
                        : Optional.empty();
            });
            if (answer.isPresent()) {
                return answer.get();
            }
            known = now;
        }
    }

    static List<Match> search(
            RecallRequest request, float @Nullable [] query, List<ScopeView> views, SearchTally tally) {
        List<SearchTarget> targets = new ArrayList<>();
        List<ScopeView> viewByTarget = new ArrayList<>();
        for (ScopeView view : views) {
            view.searchTargets(request.filter()).forEach(target -> {
                targets.add(target);
                viewByTarget.add(view);
            });
        }
        return HybridSearch.search(request, query, targets, tally).stream()
                .flatMap(found -> viewByTarget.get(found.target()).live(found.id()).stream()
                        .map(memory -> new Match(memory, found.score())))
                .toList();
    }
}
