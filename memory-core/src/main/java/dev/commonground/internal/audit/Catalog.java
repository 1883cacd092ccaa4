package dev.commonground.internal.audit;

import dev.commonground.audit.Listing;
import dev.commonground.audit.Listing.AgentSummary;
import dev.commonground.audit.Listing.RunSummary;
import dev.commonground.audit.Listing.TaskSummary;
import dev.commonground.audit.Listing.UserSummary;
import dev.commonground.internal.session.Engine;
import dev.commonground.memory.Author;
import dev.commonground.memory.Scope;
import dev.commonground.memory.TaskState;
import dev.commonground.store.ScopeListing;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.ScopeStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Lists what an owner has in a store. */
public final class Catalog {

    private static final int LONGEST_PAGE = 1_000;

    private static final Comparator<RunSummary> EARLIEST_FIRST =
            Comparator.comparing(RunSummary::begun).thenComparing(RunSummary::run);

    private final Engine engine;
    private final FoldedLogs logs;

    /** Creates the catalog of the engine's owner. */
    public Catalog(Engine engine) {
        this.engine = engine;
        this.logs = new FoldedLogs(engine);
    }

    /** Returns a page of the tasks. */
    public Listing<TaskSummary> tasks(String after, int limit) {
        Map<String, List<ScopeStatus>> byTask = new LinkedHashMap<>();
        for (ScopeStatus status : list(ScopeListing.Subject.TASKS, after, limit)) {
            byTask.computeIfAbsent(taskOf(status.record().scope()), task -> new ArrayList<>())
                    .add(status);
        }
        List<String> names = List.copyOf(byTask.keySet());
        return page(names, limit, name -> name, name -> summary(name, byTask.getOrDefault(name, List.of())));
    }

    private static String taskOf(Scope scope) {
        return scope instanceof Scope.Agent agent
                ? Objects.requireNonNull(agent.task(), "task")
                : ((Scope.Task) scope).task();
    }

    private TaskSummary summary(String task, List<ScopeStatus> scopes) {
        ScopeTally tally = new ScopeTally();
        scopes.stream()
                .filter(status -> status.record().scope() instanceof Scope.Task)
                .forEach(status -> logs.read(status.record(), tally::add));
        return new TaskSummary(
                task,
                scopes.stream().anyMatch(ScopeStatus::archived) ? TaskState.ARCHIVED : TaskState.OPEN,
                tally.live(),
                (int) scopes.stream()
                        .filter(status -> status.record().scope() instanceof Scope.Agent && status.position() > 0)
                        .count(),
                scopes.stream()
                        .map(ScopeStatus::lastActivity)
                        .filter(Objects::nonNull)
                        .max(Comparator.<Instant>naturalOrder())
                        .orElse(null));
    }

    /** Returns a page of the users. */
    public Listing<UserSummary> users(String after, int limit) {
        return page(list(ScopeListing.Subject.USERS, after, limit), limit, Catalog::userOf, status -> {
            ScopeTally tally = new ScopeTally();
            logs.read(status.record(), tally::add);
            return new UserSummary(userOf(status), tally.live(), status.lastActivity());
        });
    }

    private static String userOf(ScopeStatus status) {
        return ((Scope.User) status.record().scope()).user();
    }

    /** Returns a page of the authors of a task. */
    public Listing<AgentSummary> agents(Scope.Task task, String after, int limit) {
        checkLimit(limit);
        ScopeTally shared = new ScopeTally();
        Map<Author, ScopeTally> notes = new LinkedHashMap<>();
        for (ScopeRecord record : engine.store().scopes(engine.owner(), task)) {
            ScopeTally tally = record.scope() instanceof Scope.Agent agent
                    ? notes.computeIfAbsent(Author.agent(agent.agent()), author -> new ScopeTally())
                    : shared;
            logs.read(record, tally::add);
        }
        List<AgentSummary> authors = AuthorTally.summaries(shared, notes);
        return after(
                authors,
                after,
                limit,
                summary -> summary.author().type() + ":" + summary.author().name());
    }

    /** Returns a page of the runs on a task. */
    public Listing<RunSummary> runs(Scope.Task task, String after, int limit) {
        checkLimit(limit);
        RunTally tally = new RunTally();
        engine.store().scopes(engine.owner(), task).forEach(record -> logs.read(record, tally::add));
        return after(tally.summaries().stream().sorted(EARLIEST_FIRST).toList(), after, limit, RunSummary::run);
    }

    private static <T> Listing<T> after(List<T> all, String after, int limit, Function<T, String> name) {
        int from = 0;
        while (!after.isEmpty()
                && from < all.size()
                && !name.apply(all.get(from)).equals(after)) {
            from++;
        }
        List<T> rest = all.subList(Math.min(all.size(), after.isEmpty() ? 0 : from + 1), all.size());
        return page(rest, limit, name, item -> item);
    }

    private List<ScopeStatus> list(ScopeListing.Subject subject, String after, int limit) {
        checkLimit(limit);
        return engine.store().list(engine.owner(), new ScopeListing(subject, after, limit + 1));
    }

    private static void checkLimit(int limit) {
        if (limit < 1 || limit > LONGEST_PAGE) {
            throw new IllegalArgumentException(
                    "limit is %d, but a page has 1 to %,d items: ask for more pages".formatted(limit, LONGEST_PAGE));
        }
    }

    /** Returns a page of items, of which there may be one more than fits. */
    private static <S, T> Listing<T> page(List<S> items, int limit, Function<S, String> name, Function<S, T> summary) {
        List<S> fitting = items.subList(0, Math.min(limit, items.size()));
        return new Listing<>(
                fitting.stream().map(summary).toList(),
                items.size() > limit ? name.apply(fitting.get(limit - 1)) : null);
    }
}
