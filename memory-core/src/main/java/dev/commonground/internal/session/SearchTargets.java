package dev.commonground.internal.session;

import dev.commonground.internal.log.LoggedAssertion;
import dev.commonground.internal.log.LoggedStatement;
import dev.commonground.internal.log.ScopeLog;
import dev.commonground.internal.log.Snapshot;
import dev.commonground.internal.search.ScopeIndex;
import dev.commonground.internal.search.SearchTarget;
import dev.commonground.memory.Filter;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** The targets of a search in one view: the index of the log, and that of the pending writes. */
final class SearchTargets {

    private final ScopeView view;
    private final ZoneId zone;
    private final ScopeLog log;
    private final ScopeIndex index;
    private final Snapshot snapshot;
    private final PendingWrites pending;

    SearchTargets(
            ScopeView view, ZoneId zone, ScopeLog log, ScopeIndex index, Snapshot snapshot, PendingWrites pending) {
        this.view = view;
        this.zone = zone;
        this.log = log;
        this.index = index;
        this.snapshot = snapshot;
        this.pending = pending;
    }

    List<SearchTarget> of(Filter filter) {
        return pending.isEmpty()
                ? List.of(new SearchTarget(
                        index,
                        log.live(snapshot),
                        log.hiddenAssertions(snapshot),
                        aliases(log::ordinal),
                        zone,
                        acceptsLogged(filter)))
                : withPending(filter);
    }

    private List<SearchTarget> withPending(Filter filter) {
        PendingIndex added = pending.index();
        return List.of(
                new SearchTarget(
                        index,
                        stillLive(),
                        log.hiddenAssertions(snapshot, pending::retracts),
                        aliases(log::ordinal),
                        zone,
                        ordinal -> passes(filter, index.id(ordinal))),
                added.searchTarget(pending, this::aliases, zone, ordinal -> passes(filter, added.id(ordinal))));
    }

    private boolean passes(Filter filter, MemoryId id) {
        return filter.equals(Filter.ALL) || view.live(id).filter(filter::test).isPresent();
    }

    /** Returns the live statements of the log that no pending write retracts or asserts again. */
    private BitSet stillLive() {
        BitSet live = (BitSet) log.live(snapshot).clone();
        for (LoggedStatement logged : log.statements()) {
            if (live.get(logged.ordinal())
                    && (view.assertions(logged.id()).isEmpty()
                            || !pending.assertions(logged.id()).isEmpty())) {
                live.clear(logged.ordinal());
            }
        }
        return live;
    }

    /**
     * Returns the aliases of the statements that have some from annotations. The index holds only those that came with
     * an assertion.
     *
     * @param ordinals returns the ordinal of a statement; negative if the target does not contain it
     */
    private Map<Integer, String> aliases(ToIntFunction<MemoryId> ordinals) {
        Map<Integer, String> aliases = new HashMap<>();
        Stream.concat(log.aliased().stream().map(LoggedStatement::id), pending.annotated().stream())
                .filter(id -> ordinals.applyAsInt(id) >= 0)
                .flatMap(id -> view.live(id).stream())
                .forEach(memory -> memory.metadata()
                        .get(Metadata.ALIASES)
                        .ifPresent(names -> aliases.put(ordinals.applyAsInt(memory.id()), names.toString())));
        return aliases;
    }

    /** Avoids lookups for what the log says is live: most memories have one assertion and no annotation. */
    private IntPredicate acceptsLogged(Filter filter) {
        if (filter.equals(Filter.ALL)) {
            return ordinal -> true;
        }
        List<LoggedStatement> statements = log.statements();
        return ordinal -> {
            LoggedStatement logged = statements.get(ordinal);
            LoggedAssertion only = logged.only();
            return only == null ? passes(filter, logged.id()) : filter.test(withOneAssertion(logged, only));
        };
    }

    private Memory withOneAssertion(LoggedStatement logged, LoggedAssertion only) {
        return new Memory(
                logged.id(),
                view.scope(),
                logged.statement(),
                Memory.Status.LIVE,
                List.of(only.assertion()),
                only.assertion().metadata());
    }
}
