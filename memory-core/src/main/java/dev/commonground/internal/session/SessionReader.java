package dev.commonground.internal.session;

import dev.commonground.memory.Change;
import dev.commonground.memory.Changes;
import dev.commonground.memory.Conflict;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.ListRequest;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Page;
import dev.commonground.memory.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lists, looks up and follows the memories in the scopes of one session. */
public final class SessionReader {

    private final Session session;

    public SessionReader(Session session) {
        this.session = session;
    }

    /** Returns all live memories. */
    public List<Memory> live() {
        return session.read(views -> live(views, statement -> true));
    }

    static List<Memory> live(List<ScopeView> views, Predicate<Statement> wanted) {
        return views.stream()
                .flatMap(view -> view.live(wanted).stream())
                .sorted(Memory.BY_KIND)
                .toList();
    }

    /**
     * Returns a page of live memories as of the moment of the first page.
     *
     * @throws IllegalArgumentException if the request continues another reader's list
     */
    public Page list(ListRequest request) {
        PageToken start = start(request.after());
        List<Memory> all = session.readAsOf(start.moment(), views -> live(views, statement -> true)).stream()
                .filter(request.filter()::test)
                .toList();
        int from = start.after() == null ? 0 : start.after().indexIn(all);
        return page(start.moment(), all, from, Math.min(all.size(), from + request.limit()));
    }

    private PageToken start(@Nullable String after) {
        Cursor now = session.cursor();
        if (after == null) {
            return new PageToken(now, null);
        }
        PageToken token = PageToken.parse(after);
        if (!now.scopes().containsAll(token.moment().scopes())) {
            throw new IllegalArgumentException(
                    "The page belongs to a list of another task, user or agent: begin with the first page");
        }
        return token;
    }

    private static Page page(Cursor moment, List<Memory> all, int from, int to) {
        return new Page(
                all.subList(from, to), all.size(), to == all.size() ? null : PageToken.text(moment, all.get(to - 1)));
    }

    /** Returns the conflicts among live memories. */
    public List<Conflict> conflicts() {
        return session.read(views -> Conflicts.among(live(views, statement -> statement.key() != null)));
    }

    /** Returns the memory {@code id}, live or not. */
    public Optional<Memory> find(MemoryId id) {
        return session.read(views -> find(views, id));
    }

    private static Optional<Memory> find(List<ScopeView> views, MemoryId id) {
        return views.stream().flatMap(view -> view.find(id).stream()).findFirst();
    }

    /**
     * Returns the live memory {@code id}.
     *
     * @throws MemoryException.NotFound if no live memory of that id is visible
     */
    public Memory requireLive(MemoryId id) {
        return find(id).filter(Memory::live).orElseThrow(() -> new MemoryException.NotFound(id));
    }

    /**
     * Returns the memory {@code id}, live or not.
     *
     * @throws MemoryException.NotFound if no memory of that id is visible
     */
    public Memory requireVisible(MemoryId id) {
        return requireVisible(List.of(id)).get(0);
    }

    /**
     * Returns memories, live or not, by one read.
     *
     * @throws MemoryException.NotFound if one of them is not visible
     */
    public List<Memory> requireVisible(Collection<MemoryId> ids) {
        return session.read(views -> ids.stream()
                .map(id -> find(views, id).orElseThrow(() -> new MemoryException.NotFound(id)))
                .toList());
    }

    /** Returns what happened to the memory {@code id}, oldest first. */
    public List<Change> history(MemoryId id) {
        return session.read(views ->
                views.stream().flatMap(view -> view.history(id).stream()).toList());
    }

    /** Returns what happened from {@code since} to now, or to the moment that the session sees. */
    public Changes changes(Cursor since) {
        Cursor now = session.cursor();
        List<Change> changes = session.readAsOf(
                now,
                views -> views.stream()
                        .flatMap(view -> view.changesSince(since).stream())
                        .toList());
        return new Changes(changes, now);
    }

    /** Records that the agent was shown these memories elsewhere; ignores those that are not visible. */
    public void show(Collection<MemoryId> ids) {
        session.showAll(ids.stream()
                .flatMap(id -> find(id).filter(Memory::live).stream())
                .toList());
    }
}
