package dev.commonground.internal.session;

import dev.commonground.briefing.Briefing;
import dev.commonground.briefing.BriefingRequest;
import dev.commonground.event.MemoryEvent;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Conflict;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.recall.Floor;
import dev.commonground.recall.Match;
import dev.commonground.recall.RecallRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Briefings from the scopes of one session. */
public final class SessionBriefing {

    private static final Comparator<Memory> NEWEST_FIRST = Comparator.comparing(
                    (Memory memory) -> memory.assertions().stream()
                            .map(Assertion::at)
                            .max(Comparator.naturalOrder())
                            .orElseThrow())
            .thenComparing(Memory.BY_KIND)
            .reversed();

    private final Session session;
    private final SessionSearch search;

    public SessionBriefing(Session session, SessionSearch search) {
        this.session = session;
        this.search = search;
    }

    /** Composes a briefing, and records that the agent was shown its memories. */
    public Briefing brief(BriefingRequest request) {
        RecallRequest aboutWork = request.work() == null ? null : findingsFor(request.work(), request.findings());
        Briefing briefing = aboutWork == null
                ? session.read(views -> compose(request, List.of(), views))
                : search.withQuery(
                        aboutWork.query(),
                        (query, views) -> compose(request, findings(aboutWork, query, views), views));
        session.showAndPublish(briefing.memories(), new MemoryEvent.Briefed(session.actor(), briefing));
        return briefing;
    }

    private static @Nullable RecallRequest findingsFor(String work, int limit) {
        return limit == 0 || work.codePoints().noneMatch(Character::isLetterOrDigit)
                ? null
                : RecallRequest.builder(work)
                        .limit(limit)
                        .kinds(Set.of(Kind.FINDING))
                        .floor(Floor.RELATED)
                        .build();
    }

    private static List<Memory> findings(RecallRequest request, float @Nullable [] query, List<ScopeView> views) {
        return SessionSearch.search(request, query, views).stream()
                .map(Match::memory)
                .toList();
    }

    private static Briefing compose(BriefingRequest request, List<Memory> findings, List<ScopeView> views) {
        List<Memory> memories = SessionReader.live(views, statement -> statement.kind() != Kind.FINDING);
        List<Conflict> conflicts = Conflicts.among(SessionReader.live(views, statement -> statement.key() != null));
        return Briefing.within(
                request.budget(),
                only(memories, memory -> memory.kind().binding()),
                conflicts,
                only(memories, memory -> memory.kind() == Kind.QUESTION),
                newest(only(memories, memory -> memory.kind() == Kind.ARTIFACT), request.done()),
                findings);
    }

    /** Returns the newest memories in the order given. */
    private static List<Memory> newest(List<Memory> memories, int limit) {
        Set<Memory> newest = memories.stream().sorted(NEWEST_FIRST).limit(limit).collect(Collectors.toSet());
        return only(memories, newest::contains);
    }

    private static List<Memory> only(List<Memory> memories, Predicate<Memory> wanted) {
        return memories.stream().filter(wanted).toList();
    }
}
