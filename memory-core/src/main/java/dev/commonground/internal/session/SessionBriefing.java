package dev.commonground.internal.session;

import dev.commonground.briefing.Briefing;
import dev.commonground.briefing.BriefingRequest;
import dev.commonground.event.MemoryEvent;
import dev.commonground.event.MemoryEvent.OperationType;
import dev.commonground.internal.briefing.BriefingCandidates;
import dev.commonground.internal.briefing.BriefingComposer;
import dev.commonground.internal.briefing.ProvenanceReader;
import java.util.List;

/** Briefings from the scopes of one session. */
public final class SessionBriefing {

    private final Session session;
    private final SessionSearch search;

    /** What a briefing is composed of, all as of one view. */
    private record BriefingParts(BriefingCandidates candidates, String withdrawn) {}

    public SessionBriefing(Session session, SessionSearch search) {
        this.session = session;
        this.search = search;
    }

    /** Composes a briefing, and records that the agent was shown its memories. */
    public Briefing brief(BriefingRequest request) {
        return session.observe(OperationType.BRIEF, observation -> {
            BriefingParts parts = parts(request);
            Briefing briefing = new BriefingComposer(
                            request.budget(), session.tokenCounter(), parts.candidates, parts.withdrawn)
                    .compose();
            MemoryEvent event = new MemoryEvent.Briefed(session.actor(), briefing);
            session.showAndPublish(briefing.memories(), event);
            observation.on(event);
            return briefing;
        });
    }

    private BriefingParts parts(BriefingRequest request) {
        String work = request.work();
        ProvenanceReader provenance = new ProvenanceReader(session.confirmation());
        return work == null || work.codePoints().noneMatch(Character::isLetterOrDigit)
                ? session.read(views -> parts(new BriefingSources(request, null, null, views, provenance), views))
                : search.withQuery(
                        work,
                        (query, views) -> parts(new BriefingSources(request, work, query, views, provenance), views));
    }

    private BriefingParts parts(BriefingSources candidates, List<ScopeView> views) {
        return new BriefingParts(candidates.collect(), session.withdrawn(views));
    }
}
