package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.commonground.memory.Cursor;
import dev.commonground.memory.Memory;
import dev.commonground.memory.WriteOutcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs random histories of graphs, and keeps a model of plain sets of the events that each reader sees. */
final class StepHistories {

    private static final List<String> AGENTS = List.of("ann", "bob");
    private static final List<String> TASKS = List.of("order-7", "order-8");

    /** A written text, or the retraction of earlier events. */
    private record Event(String scope, @Nullable String text, Set<Event> retracted) {

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** The cursor of a checkpoint, and the events that are visible from it according to the model. */
    private record Checkpoint(Cursor cursor, Set<Event> own, Map<String, Set<Event>> others) {}

    /** A run of a graph: its checkpoints, the current one, and by scope the events that others see. */
    private static final class Run {
        private final String thread;
        private final String task;
        private final List<Checkpoint> checkpoints = new ArrayList<>();
        private final Map<String, Set<Event>> accepted = new TreeMap<>();
        private int current;

        private Run(String thread, String task) {
            this.thread = thread;
            this.task = task;
            checkpoints.add(new Checkpoint(Cursor.newRun(), Set.of(), Map.of()));
        }

        private Checkpoint here() {
            return checkpoints.get(current);
        }
    }

    /** A read outside of graphs. */
    private record Moment(String task, String agent, Cursor cursor, Set<String> texts) {}

    private final SharedMemory memory;
    private final Random random;
    private final List<Run> runs = new ArrayList<>();
    private final Set<Event> direct = new LinkedHashSet<>();
    private final List<Moment> moments = new ArrayList<>();
    private final Set<String> createdNotes = new HashSet<>();
    private int words;

    StepHistories(SharedMemory memory, Random random) {
        this.memory = memory;
        this.random = random;
        for (int i = 0; i < 3; i++) {
            runs.add(new Run("thread-" + i, TASKS.get(i / 2)));
        }
    }

    void act() {
        Run run = runs.get(random.nextInt(runs.size()));
        switch (random.nextInt(12)) {
            case 0 -> directWrite();
            case 1 -> run.current = random.nextInt(run.checkpoints.size());
            case 2 -> node(run, false);
            case 3 -> begin(run, StepRequest.Place.SEQUENCE, run.here());
            case 4 -> zombie(run);
            case 5, 6 -> branches(run);
            case 7 -> deleteCheckpoints(run);
            case 8 -> nodeThatStartsGraphs(run);
            default -> node(run, true);
        }
    }

    /** Deletes checkpoints other than the current one, and sweeps the events that are no longer visible. */
    private void deleteCheckpoints(Run run) {
        Checkpoint here = run.here();
        run.checkpoints.removeIf(checkpoint -> !checkpoint.equals(here) && random.nextInt(3) == 0);
        run.current = run.checkpoints.indexOf(here);
        sweep();
    }

    /** Sweeps with the cursors of all checkpoints and of all outside reads. */
    void sweep() {
        Set<String> threads = runs.stream().map(run -> run.thread).collect(Collectors.toSet());
        for (String task : TASKS) {
            memory.task(task)
                    .sweep(
                            threads,
                            () -> Stream.concat(
                                            runs.stream()
                                                    .flatMap(run -> run.checkpoints.stream())
                                                    .map(Checkpoint::cursor),
                                            moments.stream().map(Moment::cursor))
                                    .toList());
        }
    }

    /** Runs a node; if it has no checkpoint, the process crashed after its commit. */
    private void node(Run run, boolean checkpointed) {
        Node node = begin(run, StepRequest.Place.SEQUENCE, run.here());
        node.write();
        Checkpoint after = node.commit();
        if (checkpointed) {
            run.checkpoints.add(after);
            run.current = run.checkpoints.size() - 1;
        }
    }

    /** Runs a node that commits after its run has continued elsewhere. */
    private void zombie(Run run) {
        Node node = begin(run, StepRequest.Place.SEQUENCE, run.here());
        node.write();
        if (random.nextBoolean()) {
            run.current = random.nextInt(run.checkpoints.size());
            node(run, true);
        }
        node.commit();
    }

    /** Runs two branches and the node after their join; sometimes one branch fails. */
    private void branches(Run run) {
        if (run.here().others().isEmpty()) {
            node(run, true);
        }
        Checkpoint from = run.here();
        Node left = begin(run, StepRequest.Place.BRANCH, from);
        Node right = begin(run, StepRequest.Place.BRANCH, from);
        right.write();
        left.write();
        Checkpoint afterLeft = subGraph(run, left.commit());
        sweep();
        left.check(begin(run, StepRequest.Place.BRANCH, afterLeft));
        if (random.nextInt(4) == 0) {
            return;
        }
        Checkpoint afterRight = subGraph(run, right.commit());
        Set<Event> both = new LinkedHashSet<>(afterLeft.own());
        both.addAll(afterRight.own());
        Map<String, Set<Event>> others = new TreeMap<>(afterLeft.others());
        afterRight.others().forEach((scope, seen) -> others.merge(scope, seen, StepHistories::later));
        run.checkpoints.add(new Checkpoint(afterLeft.cursor().merge(afterRight.cursor()), both, others));
        run.current = run.checkpoints.size() - 1;
        node(run, true);
    }

    /** Runs a node that starts graphs and accepts their steps with its own commit; sometimes it fails. */
    private void nodeThatStartsGraphs(Run run) {
        if (run.here().others().isEmpty()) {
            node(run, true);
        }
        Node outer = begin(run, StepRequest.Place.SEQUENCE, run.here());
        outer.write();
        Checkpoint first = subGraph(run, outer.beginning());
        Checkpoint second = subGraph(run, first);
        if (random.nextInt(4) == 0) {
            return;
        }
        outer.accept(second);
        Checkpoint after = outer.commit();
        run.checkpoints.add(after);
        run.current = run.checkpoints.size() - 1;
        checkLiveReaders();
        AGENTS.forEach(agent -> new Node(run, agent, StepRequest.Place.SEQUENCE, after));
    }

    /** If both branches read notes first, one of them may have created the scope and seen no events of others. */
    private static Set<Event> later(Set<Event> left, Set<Event> right) {
        return right.isEmpty() ? left : right;
    }

    /** Continues a branch as a sub-graph; a crash repeats some of its nodes. */
    private Checkpoint subGraph(Run run, Checkpoint from) {
        Checkpoint here = from;
        for (int i = random.nextInt(3); i > 0; i--) {
            Node node = begin(run, StepRequest.Place.BRANCH, here);
            node.write();
            Checkpoint after = node.commit();
            if (random.nextInt(3) > 0) {
                here = after;
            }
        }
        return here;
    }

    private void directWrite() {
        String agent = AGENTS.get(random.nextInt(2));
        String task = TASKS.get(random.nextInt(TASKS.size()));
        AgentMemory handle = memory.task(task).forUser("user").agent(agent);
        Set<Event> seen = liveFor(agent, task);
        List<Event> written = write(handle, agent, seen);
        direct.addAll(written);
    }

    private Node begin(Run run, StepRequest.Place place, Checkpoint from) {
        return new Node(run, AGENTS.get(random.nextInt(2)), place, from);
    }

    /** Writes to a random scope through a handle, and returns the events. */
    private List<Event> write(AgentMemory handle, String agent, Set<Event> seen) {
        List<Event> written = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            List<Memory> all = handle.list();
            if (!all.isEmpty() && random.nextInt(4) == 0) {
                Memory gone = all.get(random.nextInt(all.size()));
                String scope = scopeName(gone);
                Set<Event> known = new HashSet<>(seen);
                known.addAll(written);
                written.add(new Event(
                        scope,
                        null,
                        effective(known).stream()
                                .filter(event -> event.scope().equals(scope)
                                        && gone.text().equals(event.text()))
                                .collect(Collectors.toSet())));
                handle.log().forget(gone.id(), "it is out of date");
            } else {
                written.addAll(remember(handle, agent));
            }
        }
        return written;
    }

    private List<Event> remember(AgentMemory handle, String agent) {
        String text = random.nextInt(3) == 0 ? "common " + random.nextInt(3) : "word " + words++;
        AgentMemory target = switch (random.nextInt(3)) {
            case 0 -> handle.privately();
            case 1 -> handle.aboutUser();
            default -> handle;
        };
        WriteOutcome outcome = target.remember(agent + " says " + text);
        createdNotes.add(scopeName(outcome.memory()));
        return outcome instanceof WriteOutcome.AlreadyKnown
                ? List.of()
                : List.of(
                        new Event(scopeName(outcome.memory()), outcome.memory().text(), Set.of()));
    }

    /** The scope of an agent's notes is created by the first write, any other scope by the first read. */
    private boolean scopeExists(String scope) {
        return !scope.startsWith("agent") || createdNotes.contains(scope);
    }

    private static String scopeName(Memory memory) {
        return memory.scope().toString();
    }

    /** Returns the events that a reader outside of graphs sees. */
    private Set<Event> liveFor(String agent, String task) {
        Set<Event> seen = new LinkedHashSet<>(direct);
        runs.forEach(run -> run.accepted.values().forEach(seen::addAll));
        return readableBy(agent, task, seen);
    }

    void checkLiveReaders() {
        for (String task : TASKS) {
            for (String agent : AGENTS) {
                AgentMemory reader = memory.task(task).forUser("user").agent(agent);
                Set<String> seen = texts(liveFor(agent, task));
                assertThat(texts(reader.list())).isEqualTo(seen);
                if (random.nextInt(8) == 0) {
                    moments.add(new Moment(task, agent, reader.log().cursor(), seen));
                }
            }
        }
    }

    /** A read as of a moment always returns the memories that were live at that moment. */
    void checkEveryMoment(SharedMemory reopened) {
        for (Moment moment : moments) {
            AgentMemory reader = reopened.task(moment.task())
                    .forUser("user")
                    .asOf(Cursor.parse(moment.cursor().toString()))
                    .agent(moment.agent());
            assertThat(texts(reader.list())).isEqualTo(moment.texts());
        }
    }

    /** A read at a cursor always returns the same memories. */
    void checkEveryCheckpoint() {
        for (Run run : runs) {
            for (Checkpoint checkpoint : run.checkpoints) {
                if (!checkpoint.others().isEmpty()) {
                    new Node(run, "ann", StepRequest.Place.BRANCH, checkpoint).checkVisible();
                }
            }
        }
    }

    /** A running node of a run, with the events that it sees according to the model. */
    private final class Node {
        private final Run run;
        private final String agent;
        private final StepRequest.Place place;
        private final Checkpoint from;
        private final Step step;
        private final Map<String, Set<Event>> others;
        private final List<String> existing;
        private final List<Event> written = new ArrayList<>();
        private final Set<Event> accepted = new LinkedHashSet<>();

        private Node(Run run, String agent, StepRequest.Place place, Checkpoint from) {
            this.run = run;
            this.agent = agent;
            this.place = place;
            this.from = from;
            this.step = memory.begin(StepRequest.builder(run.task, "node", run.thread)
                    .user("user")
                    .agent(agent)
                    .cursor(from.cursor())
                    .place(place)
                    .build());
            if (place == StepRequest.Place.SEQUENCE) {
                scopes().forEach(scope -> run.accepted.put(scope, in(scope, from.own())));
            }
            this.others = new TreeMap<>(from.others());
            this.existing =
                    scopes().stream().filter(StepHistories.this::scopeExists).toList();
            existing.forEach(scope -> others.computeIfAbsent(scope, this::othersIn));
            checkVisible();
        }

        private List<String> scopes() {
            return List.of("task " + run.task, "user user", "agent %s on task %s".formatted(agent, run.task));
        }

        private Set<Event> othersIn(String scope) {
            return Stream.concat(
                            Stream.of(direct),
                            runs.stream()
                                    .filter(other -> other != run)
                                    .map(other -> other.accepted.getOrDefault(scope, Set.of())))
                    .flatMap(Collection::stream)
                    .filter(event -> event.scope().equals(scope))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }

        private Set<Event> seen() {
            Set<Event> seen = new LinkedHashSet<>(from.own());
            others.values().forEach(seen::addAll);
            seen.addAll(written);
            return readableBy(agent, run.task, seen);
        }

        void checkVisible() {
            assertThat(texts(step.memory().list())).isEqualTo(texts(seen()));
        }

        void check(Node other) {
            other.checkVisible();
        }

        void write() {
            written.addAll(StepHistories.this.write(step.memory(), agent, seen()));
            checkVisible();
        }

        /** Returns what a graph sees that this node starts. */
        Checkpoint beginning() {
            return new Checkpoint(step.cursor(), from.own(), others);
        }

        void accept(Checkpoint graph) {
            step.accept(graph.cursor());
            accepted.addAll(graph.own());
            graph.others().forEach(others::putIfAbsent);
        }

        /** Commits; a step whose run went on elsewhere is refused and leaves nothing. */
        Checkpoint commit() {
            if (place == StepRequest.Place.SEQUENCE && scopes().stream().anyMatch(this::wentOn)) {
                assertThatIllegalStateException().isThrownBy(step::commit).withMessageContaining(run.thread);
                return from;
            }
            Cursor cursor = step.commit();
            Set<Event> own = own();
            if (place == StepRequest.Place.SEQUENCE) {
                scopes().stream().filter(this::commitsTo).forEach(scope -> {
                    if (changes(scope)) {
                        run.accepted.put(scope, in(scope, own));
                    }
                    others.put(scope, othersIn(scope));
                });
            } else {
                written.forEach(event -> others.putIfAbsent(event.scope(), Set.of()));
            }
            return new Checkpoint(cursor, own, others);
        }

        /** A scope that a started graph created is accepted by the next step that reads it. */
        private boolean commitsTo(String scope) {
            return existing.contains(scope) || !in(scope, written).isEmpty();
        }

        private boolean wentOn(String scope) {
            return commitsTo(scope)
                    && changes(scope)
                    && !run.accepted.getOrDefault(scope, Set.of()).equals(in(scope, from.own()));
        }

        private boolean changes(String scope) {
            return !in(scope, own()).equals(in(scope, from.own()));
        }

        private Set<Event> own() {
            Set<Event> own = new LinkedHashSet<>(from.own());
            own.addAll(accepted);
            own.addAll(written);
            return own;
        }
    }

    private static Set<Event> in(String scope, Collection<Event> events) {
        return events.stream()
                .filter(event -> event.scope().equals(scope))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<Event> readableBy(String agent, String task, Collection<Event> events) {
        Set<String> scopes = Set.of("task " + task, "user user", "agent %s on task %s".formatted(agent, task));
        return events.stream()
                .filter(event -> scopes.contains(event.scope()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<Event> effective(Collection<Event> events) {
        Set<Event> gone =
                events.stream().flatMap(event -> event.retracted().stream()).collect(Collectors.toSet());
        return events.stream()
                .filter(event -> event.text() != null && !gone.contains(event))
                .collect(Collectors.toSet());
    }

    private static Set<String> texts(Set<Event> events) {
        return effective(events).stream()
                .map(event -> event.scope() + ": " + event.text())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> texts(List<Memory> memories) {
        return memories.stream()
                .map(memory -> scopeName(memory) + ": " + memory.text())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
