package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.audit.Revocation;
import dev.commonground.memory.Author;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Scope;
import dev.commonground.memory.WriteSource;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ScopeRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A random history of writes, steps, forks, promotions, revocations and restorations, compared with an oracle after each
 * action: live, as of every cursor, and for an auditor.
 */
final class RevocationHistories {

    private static final List<String> AGENTS = List.of("ann", "bob", "eve");
    private static final int STATEMENTS = 12;
    private static final String STATEMENT = "Statement ";

    private final MemoryStore store;
    private final Random random;
    private final boolean acrossScopes;
    private final TickingClock clock = new TickingClock();
    private final SharedMemory memory;
    private final List<MemoryId> known = new ArrayList<>();
    private final List<Cursor> cursors = new ArrayList<>();
    private final Map<String, WriteSource> active = new HashMap<>();
    private final Set<MemoryId> everTouched = new TreeSet<>();

    RevocationHistories(MemoryStore store, long seed, boolean acrossScopes) {
        this.store = store;
        this.random = new Random(seed);
        this.acrossScopes = acrossScopes;
        this.memory = SharedMemory.builder(store).keywordsOnly().clock(clock).open();
    }

    private TaskMemory task() {
        return memory.task("a").forUser("u");
    }

    void run(int actions) {
        for (int i = 0; i < actions; i++) {
            clock.advance(Duration.ofSeconds(1));
            act();
            check();
        }
        restoreAll();
        check();
    }

    private void act() {
        int choice = random.nextInt(100);
        if (choice < 40) {
            write(target(agent()));
        } else if (choice < 50 && !acrossScopes) {
            forget(agent());
        } else if (choice < 55) {
            promote(agent());
        } else if (choice < 80) {
            step();
        } else if (choice < 92) {
            revoke();
        } else if (!active.isEmpty()) {
            restore(pick(List.copyOf(active.keySet())));
        }
    }

    private AgentMemory agent() {
        return task().agent(pick(AGENTS));
    }

    private AgentMemory target(AgentMemory agent) {
        int choice = acrossScopes ? random.nextInt(6) : 2;
        return choice == 0 ? agent.aboutUser() : choice == 1 ? agent.privately() : agent;
    }

    /** Writes what is concluded from memories that the agent may have read, revoked or not. */
    private void write(AgentMemory agent) {
        int number = random.nextInt(STATEMENTS);
        Draft.Builder draft = Draft.finding(STATEMENT + number)
                .origin(random.nextBoolean() ? Origin.WEB : Origin.AGENT)
                .metadata("nth", random.nextInt(3));
        List<MemoryId> readable = readable(agent);
        for (int sources = random.nextInt(3); sources > 0 && !readable.isEmpty(); sources--) {
            draft.derivedFrom(pick(readable));
        }
        known.add(agent.remember(draft.build()).memory().id());
    }

    /** Returns the memories that an agent may have read. */
    private List<MemoryId> readable(AgentMemory agent) {
        Set<MemoryId> readable = new TreeSet<>();
        for (Scope scope : List.of(
                Scope.task("a"),
                Scope.user("u"),
                Scope.agentOnTask(agent.author().name(), "a"))) {
            store.find(SharedMemory.DEFAULT_OWNER, scope)
                    .ifPresent(record -> store.readBeyond(record.id(), 0, "")
                            .entries()
                            .forEach(entry -> {
                                if (entry.action() instanceof Entry.Assert asserted) {
                                    readable.add(asserted.id());
                                }
                            }));
        }
        return List.copyOf(readable);
    }

    private void forget(AgentMemory agent) {
        List<Memory> live = agent.list();
        if (!live.isEmpty()) {
            agent.log().forget(pick(live).id(), "out of date");
        }
    }

    private void promote(AgentMemory agent) {
        List<Memory> live = agent.list().stream()
                .filter(one -> !(one.scope() instanceof Scope.User))
                .toList();
        if (acrossScopes && !live.isEmpty()) {
            known.add(agent.promote(pick(live).id()).memory().id());
        }
    }

    /** A node that begins at any earlier checkpoint, or anew, and may never commit. */
    private void step() {
        Cursor cursor = cursors.isEmpty() || random.nextInt(4) == 0
                ? Cursor.EMPTY
                : acrossScopes ? cursors.get(cursors.size() - 1) : pick(cursors);
        Step step = memory.begin(StepRequest.builder("a", pick(AGENTS), "thread")
                .user("u")
                .cursor(cursor)
                .place(!acrossScopes && random.nextInt(5) == 0 ? StepRequest.Place.BRANCH : StepRequest.Place.SEQUENCE)
                .build());
        write(target(step.memory()));
        if (!acrossScopes && random.nextBoolean()) {
            forget(step.memory());
        }
        if (random.nextInt(4) == 0) {
            revoke();
        }
        if (random.nextInt(5) > 0) {
            cursors.add(step.commit());
        }
    }

    private void revoke() {
        WriteSource provenance = switch (random.nextInt(4)) {
            case 0 -> WriteSource.of(Author.agent(pick(AGENTS)));
            case 1 -> WriteSource.of(Author.agent(pick(AGENTS))).and(Origin.WEB);
            case 2 -> WriteSource.of(Author.agent(pick(AGENTS))).until(clock.instant());
            default -> {
                Instant from = clock.instant().minusSeconds(random.nextInt(20));
                yield WriteSource.since(from).until(from.plusSeconds(1 + random.nextInt(10)));
            }
        };
        Revocation revocation = task().audit("Ada").revoke(provenance);
        active.put(revocation.id(), provenance);
    }

    private void restore(String id) {
        task().audit("Ada").restore(id);
        active.remove(id);
    }

    private void restoreAll() {
        List.copyOf(active.keySet()).forEach(this::restore);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private void check() {
        List<ScopeRecord> direct = new ArrayList<>(store.scopes(SharedMemory.DEFAULT_OWNER, new Scope.Task("a")));
        store.find(SharedMemory.DEFAULT_OWNER, Scope.user("u")).ifPresent(direct::add);
        List<ScopeRecord> all = new ArrayList<>(direct);
        RevocationOracle oracle = new RevocationOracle(store, all, direct, List.copyOf(active.values()));
        RevocationOracle innocent = new RevocationOracle(store, all, direct, List.of());
        all.forEach(scope -> known.stream().filter(oracle::isTouched).forEach(everTouched::add));
        SharedMemory other =
                SharedMemory.builder(store).keywordsOnly().clock(clock).open();
        List<@Nullable Cursor> moments = new ArrayList<>(cursors);
        moments.add(null);
        for (Cursor moment : moments) {
            for (SharedMemory reader : List.of(memory, other)) {
                TaskMemory task = reader.task("a").forUser("u");
                TaskMemory seen = moment == null ? task : task.asOf(moment);
                compare(seen.person("Ada"), all, moment, oracle, acrossScopes && !active.isEmpty());
                compare(seen.asAuditor("Ada"), all, moment, innocent, false);
            }
        }
    }

    private void compare(
            AgentMemory reader,
            List<ScopeRecord> scopes,
            @Nullable Cursor moment,
            RevocationOracle oracle,
            boolean mayHideMore) {
        Map<Scope, Set<MemoryId>> found = reader.list().stream()
                .collect(Collectors.groupingBy(
                        Memory::scope, Collectors.mapping(Memory::id, Collectors.toCollection(TreeSet::new))));
        for (ScopeRecord scope : scopes) {
            if (scope.scope() instanceof Scope.User || scope.scope().equals(Scope.task("a"))) {
                Set<MemoryId> seen = found.getOrDefault(scope.scope(), Set.of());
                Set<MemoryId> right = oracle.live(scope.id(), moment);
                if (mayHideMore) {
                    // A source that another revocation also hides, or that is asserted anew, stays revoked elsewhere.
                    assertThat(right)
                            .as(() -> "scope %s, moment %s, revoked %s, log %s"
                                    .formatted(scope.scope(), moment, active, store.readBeyond(scope.id(), 0, "")))
                            .containsAll(seen);
                    right.removeIf(id -> everTouched.contains(id) && !seen.contains(id));
                }
                assertThat(seen).isEqualTo(right);
            }
        }
    }
}
