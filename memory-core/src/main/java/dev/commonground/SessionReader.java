package dev.commonground;

import dev.commonground.briefing.Briefing;
import dev.commonground.briefing.BriefingRequest;
import dev.commonground.log.Cursor;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Change;
import dev.commonground.memory.Conflict;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import dev.commonground.recall.Floor;
import dev.commonground.recall.HybridSearch;
import dev.commonground.recall.Match;
import dev.commonground.recall.NamedAuthors;
import dev.commonground.recall.RecallRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a session reads; it notes what the agent was shown and tells the listeners.
 *
 * <p>Thread-safe: calls of one session take turns.
 */
final class SessionReader {

    private static final Comparator<Memory> NEWEST_FIRST = Comparator.comparing(
                    (Memory memory) -> memory.assertions().stream()
                            .map(Assertion::at)
                            .max(Comparator.naturalOrder())
                            .orElseThrow())
            .thenComparing(Memory.BY_KIND)
            .reversed();

    private static final Comparator<Memory> BY_VALUE = Comparator.comparing(
                    (Memory memory) -> String.valueOf(memory.value()))
            .thenComparing(Memory::id);

    private final Session session;

    SessionReader(Session session) {
        this.session = session;
    }

    List<Match> recall(RecallRequest request) {
        List<Match> matches = searching(request.query(), (query, views) -> search(request, query, views));
        synchronized (session) {
            matches.forEach(match -> session.show(match.memory()));
            session.engine().tell(new MemoryEvent.Recalled(session.actor(), request.query(), matches));
            return matches;
        }
    }

    /**
     * Embeds a question, without the names of those who speak in the scopes, and searches with it. It is embedded before
     * anything is locked; if by then somebody new speaks whom it names, it is embedded again.
     */
    private <T> T searching(String question, BiFunction<float @Nullable [], List<ScopeView>, T> search) {
        Set<Author> heard = session.authors();
        while (true) {
            String asked = NamedAuthors.without(question, heard);
            float[] query = session.engine().embedder().embedOrNull(asked);
            Set<Author> now = new HashSet<>();
            Optional<T> answer;
            synchronized (session) {
                answer = session.read(views -> {
                    views.forEach(view -> now.addAll(view.authors()));
                    return NamedAuthors.without(question, now).equals(asked)
                            ? Optional.of(search.apply(query, views))
                            : Optional.empty();
                });
            }
            if (answer.isPresent()) {
                return answer.get();
            }
            heard = now;
        }
    }

    private static List<Match> search(RecallRequest request, float @Nullable [] query, List<ScopeView> views) {
        List<HybridSearch.Haystack> haystacks = new ArrayList<>();
        List<ScopeView> owners = new ArrayList<>();
        for (ScopeView view : views) {
            view.haystacks(request.filter()).forEach(haystack -> {
                haystacks.add(haystack);
                owners.add(view);
            });
        }
        return HybridSearch.search(request, query, haystacks).stream()
                .flatMap(found -> owners.get(found.haystack()).live(found.id()).stream()
                        .map(memory -> new Match(memory, found.score())))
                .toList();
    }

    Briefing brief(BriefingRequest request) {
        RecallRequest aboutWork = request.work() == null ? null : findingsFor(request.work(), request.findings());
        Briefing briefing;
        if (aboutWork == null) {
            synchronized (session) {
                briefing = session.read(views -> brief(request, List.of(), views));
            }
        } else {
            briefing = searching(
                    aboutWork.query(),
                    (query, views) -> brief(
                            request,
                            search(aboutWork, query, views).stream()
                                    .map(Match::memory)
                                    .toList(),
                            views));
        }
        synchronized (session) {
            briefing.memories().forEach(session::show);
            session.engine().tell(new MemoryEvent.Briefed(session.actor(), briefing));
            return briefing;
        }
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

    private static Briefing brief(BriefingRequest request, List<Memory> findings, List<ScopeView> views) {
        List<Memory> memories = live(views, statement -> statement.kind() != Kind.FINDING);
        List<Conflict> conflicts = conflicts(live(views, statement -> statement.key() != null));
        return Briefing.within(
                request.budget(),
                only(memories, memory -> memory.kind().binding()),
                conflicts,
                only(memories, memory -> memory.kind() == Kind.QUESTION),
                newest(only(memories, memory -> memory.kind() == Kind.ARTIFACT), request.done()),
                findings);
    }

    /** Returns the newest of {@code memories}, in the order given. */
    private static List<Memory> newest(List<Memory> memories, int limit) {
        Set<Memory> newest = memories.stream().sorted(NEWEST_FIRST).limit(limit).collect(Collectors.toSet());
        return only(memories, newest::contains);
    }

    private static List<Memory> only(List<Memory> memories, Predicate<Memory> wanted) {
        return memories.stream().filter(wanted).toList();
    }

    List<Memory> live() {
        synchronized (session) {
            return session.read(views -> live(views, statement -> true));
        }
    }

    private static List<Memory> live(List<ScopeView> views, Predicate<Statement> wanted) {
        return views.stream()
                .flatMap(view -> view.live(wanted).stream())
                .sorted(Memory.BY_KIND)
                .toList();
    }

    /** Returns a page as of the moment of the first one. */
    Page list(ListRequest request) {
        synchronized (session) {
            Page.Start start =
                    request.after() == null ? new Page.Start(session.cursor(), null) : Page.Start.of(request.after());
            List<Memory> all = session.readAsOf(start.moment(), views -> live(views, statement -> true)).stream()
                    .filter(request.filter()::test)
                    .toList();
            int from = start.after() == null ? 0 : placeAfter(all, start.after());
            List<Memory> page = all.subList(from, Math.min(all.size(), from + request.limit()));
            boolean last = from + page.size() == all.size();
            return new Page(
                    page,
                    all.size(),
                    last
                            ? null
                            : new Page.Start(
                                            start.moment(),
                                            page.get(page.size() - 1).id())
                                    .text());
        }
    }

    private static int placeAfter(List<Memory> memories, MemoryId id) {
        for (int i = 0; i < memories.size(); i++) {
            if (memories.get(i).id().equals(id)) {
                return i + 1;
            }
        }
        throw new IllegalArgumentException(
                "The place in the list is after memory %s, which cannot be listed from here: begin with the first page"
                        .formatted(id));
    }

    List<Conflict> conflicts() {
        synchronized (session) {
            return session.read(views -> conflicts(live(views, statement -> statement.key() != null)));
        }
    }

    private static List<Conflict> conflicts(List<Memory> keyed) {
        Map<String, List<Memory>> byKey = new TreeMap<>();
        keyed.forEach(memory -> byKey.computeIfAbsent(String.valueOf(memory.key()), key -> new ArrayList<>())
                .add(memory));
        return byKey.entrySet().stream()
                .filter(e -> e.getValue().stream()
                        .anyMatch(memory -> memory.statement()
                                .contradicts(e.getValue().get(0).statement())))
                .map(e -> new Conflict(
                        e.getKey(), e.getValue().stream().sorted(BY_VALUE).toList()))
                .toList();
    }

    Optional<Memory> find(MemoryId id) {
        synchronized (session) {
            return session.read(views ->
                    views.stream().flatMap(view -> view.find(id).stream()).findFirst());
        }
    }

    Memory visible(MemoryId id) {
        return find(id).filter(Memory::live).orElseThrow(() -> new MemoryNotFoundException(id));
    }

    /** Returns a memory that the caller holds, if it is of a scope that can be seen from here. */
    Memory seen(Memory memory) {
        if (find(memory.id()).isEmpty()) {
            throw new MemoryNotFoundException(memory.id());
        }
        return memory;
    }

    /** Returns what happened since a moment, up to now or to the moment that this session sees. */
    Changes changes(Cursor since) {
        synchronized (session) {
            Cursor now = session.cursor();
            return new Changes(
                    session.readAsOf(
                            now,
                            views -> views.stream()
                                    .flatMap(view -> view.changesSince(since).stream())
                                    .toList()),
                    now);
        }
    }

    void exportTo(Appendable out) {
        synchronized (session) {
            List<String> lines = session.read(LogExport::lines);
            LogExport.write(lines, out);
        }
    }

    List<Change> history(MemoryId id) {
        synchronized (session) {
            return session.read(views ->
                    views.stream().flatMap(view -> view.history(id).stream()).toList());
        }
    }

    Cursor cursor() {
        synchronized (session) {
            return session.cursor();
        }
    }

    /** Notes that the agent was shown these memories elsewhere; those that cannot be seen are ignored. */
    void shown(Collection<MemoryId> ids) {
        synchronized (session) {
            ids.forEach(id -> find(id).filter(Memory::live).ifPresent(session::show));
        }
    }
}
