package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.IsolationOracle.Live;
import dev.commonground.IsolationOracle.Place;
import dev.commonground.briefing.Briefing;
import dev.commonground.briefing.BriefingRequest;
import dev.commonground.log.Cursor;
import dev.commonground.memory.Author;
import dev.commonground.memory.Conflict;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import dev.commonground.recall.Match;
import dev.commonground.recall.RecallRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Random calls by agents, persons and steps of several owners whose names are easily mistaken for each other. After
 * every call, what came of it, its error and the events it caused are compared with the {@link IsolationOracle}.
 */
final class IsolationWorld {

    private static final String UNKNOWN_ID = "m-" + "a".repeat(26);
    private static final Kind[] KINDS = Kind.values();

    private final Random random;
    private final List<String> names;
    private final Map<String, SharedMemory> memories = new TreeMap<>();
    private final IsolationOracle oracle = new IsolationOracle();
    private final List<MemoryEvent> events = new ArrayList<>();
    private final List<Told> ids = new ArrayList<>();
    private final List<Moment> moments = new ArrayList<>();
    private int calls;

    /** A memory that was written at some time. */
    private record Told(Place place, MemoryId id) {}

    /** A cursor with what was true when it was taken. */
    private record Moment(Reader reader, Cursor cursor, IsolationOracle then) {}

    /** Somebody with a handle: whose memory, what it may read, and where it writes. */
    private record Reader(String owner, Author author, AgentMemory handle, List<Place> reads, Place target) {}

    /** Opens the memory of an owner and tells the listener of its events. */
    @FunctionalInterface
    interface Opener {
        SharedMemory open(String owner, MemoryListener listener);
    }

    IsolationWorld(Opener opener, List<String> names, Random random) {
        this.random = random;
        this.names = names;
        names.subList(0, 3).forEach(owner -> memories.put(owner, opener.open(owner, events::add)));
    }

    int calls() {
        return calls;
    }

    void call() {
        Reader reader = reader();
        switch (random.nextInt(14)) {
            case 0, 1, 2 -> remember(reader);
            case 3 -> step();
            case 4 -> revise(reader);
            case 5 -> forget(reader);
            case 6, 7 -> recall(reader);
            case 8 -> brief(reader);
            case 9 -> list(reader);
            case 10 -> lookUp(reader);
            case 11 -> conflicts(reader);
            case 12 -> takeCursor(reader);
            default -> asOf();
        }
    }

    private <T> T any(List<T> several) {
        return several.get(random.nextInt(several.size()));
    }

    private String name() {
        return any(names);
    }

    // Who calls

    private Reader reader() {
        String owner = any(List.copyOf(memories.keySet()));
        SharedMemory memory = open(owner);
        String name = name();
        return switch (random.nextInt(6)) {
            case 0 -> alone(owner, memory.user(name), Scope.user(name));
            case 1 -> alone(owner, memory.agent(name), Scope.agent(name));
            default -> {
                String task = name();
                String user = random.nextBoolean() ? name() : null;
                yield onTask(owner, random.nextInt(4) == 0, name, task, user, asks -> asks);
            }
        };
    }

    private SharedMemory open(String owner) {
        return java.util.Objects.requireNonNull(memories.get(owner), owner);
    }

    private static Reader alone(String owner, AgentMemory handle, Scope scope) {
        Place place = new Place(owner, scope);
        return new Reader(owner, handle.author(), handle, List.of(place), place);
    }

    private Reader onTask(
            String owner,
            boolean person,
            String name,
            String task,
            @Nullable String user,
            Function<TaskMemory, TaskMemory> looking) {
        TaskMemory team = open(owner).task(task);
        team = looking.apply(user == null ? team : team.forUser(user));
        AgentMemory handle = person ? team.person(name) : team.agent(name);
        List<Place> reads = new ArrayList<>();
        if (!person) {
            reads.add(new Place(owner, Scope.agentOnTask(name, task)));
            reads.add(new Place(owner, Scope.agent(name)));
        }
        Place target = new Place(owner, Scope.task(task));
        reads.add(target);
        if (user != null) {
            reads.add(new Place(owner, Scope.user(user)));
        }
        Reader reader = new Reader(owner, handle.author(), handle, reads, target);
        return switch (random.nextInt(4)) {
            case 0 -> person ? reader : writingTo(reader, handle.privately(), reads.get(0));
            case 1 -> user == null ? reader : writingTo(reader, handle.aboutUser(), reads.get(reads.size() - 1));
            default -> reader;
        };
    }

    private static Reader writingTo(Reader reader, AgentMemory handle, Place target) {
        return new Reader(reader.owner(), reader.author(), handle, reader.reads(), target);
    }

    // Every call goes through here

    private <T> Optional<T> ask(Reader reader, Function<AgentMemory, T> question) {
        calls++;
        events.clear();
        try {
            T answer = question.apply(reader.handle());
            noLeak(reader, answer);
            return Optional.of(answer);
        } catch (RuntimeException e) {
            assertThat(Everything.in(e)).as("an error's text").doesNotContainPattern(IsolationOracle.SECRET);
            return Optional.empty();
        } finally {
            events.forEach(event -> assertThat(event.actor().author()).isEqualTo(reader.author()));
            noLeak(reader, List.copyOf(events));
        }
    }

    private void noLeak(Reader reader, @Nullable Object told) {
        assertThat(oracle.leaks(Everything.in(told), reader.reads()))
                .as("leaked to %s, who reads %s", reader.author(), reader.reads())
                .isEmpty();
    }

    private void isExactly(Reader reader, Collection<Memory> memories, Set<String> expected) {
        assertThat(IsolationOracle.linesOf(memories))
                .as("seen by %s, who reads %s", reader.author(), reader.reads())
                .isEqualTo(expected);
    }

    // What is called

    private Draft draft(Place place) {
        String text = random.nextInt(5) == 0
                ? "common ground " + random.nextInt(3)
                : "note %s about %s".formatted(oracle.secret(place), name());
        Draft.Builder draft = Draft.of(KINDS[random.nextInt(KINDS.length)], text);
        if (random.nextInt(3) == 0) {
            draft.key("topic " + random.nextInt(2), "value " + random.nextInt(3));
        }
        return draft.evidence("because " + oracle.secret(place))
                .metadata("label", oracle.secret(place))
                .build();
    }

    private List<Draft> drafts(Place place) {
        return Stream.generate(() -> draft(place)).limit(1 + random.nextInt(3)).toList();
    }

    private void remember(Reader reader) {
        List<Draft> drafts = drafts(reader.target());
        ask(reader, handle -> handle.rememberAll(drafts)).ifPresent(outcomes -> {
            outcomes.forEach(outcome ->
                    ids.add(new Told(reader.target(), outcome.memory().id())));
            noteSaid(reader, drafts);
        });
    }

    private void noteSaid(Reader reader, List<Draft> drafts) {
        drafts.forEach(draft -> oracle.say(reader.target(), reader.author(), draft.statement()));
    }

    /** A node of a graph: what it writes is seen by itself at once, by others when it is committed, or never. */
    private void step() {
        String owner = any(List.copyOf(memories.keySet()));
        String task = name();
        String user = random.nextBoolean() ? name() : null;
        String agent = name();
        Step step = open(owner)
                .begin(StepRequest.builder(task, "node", "thread " + name())
                        .user(user)
                        .agent(agent)
                        .build());
        Reader inside = onTask(owner, false, agent, task, user, team -> team);
        AgentMemory handle = step.memory();
        if (!inside.target().scope().equals(handle.scope())) {
            handle = inside.target().scope() instanceof Scope.User ? handle.aboutUser() : handle.privately();
        }
        Reader node = writingTo(inside, handle, inside.target());
        List<Draft> drafts = drafts(node.target());
        ask(node, writing -> writing.rememberAll(drafts));
        list(reader());
        if (random.nextInt(3) > 0) {
            step.commit();
            noteSaid(node, drafts);
        }
        list(inside);
    }

    private void revise(Reader reader) {
        idToTouch(reader).ifPresent(told -> {
            Optional<Live> old = visible(reader, told);
            Draft draft = Draft.of(KINDS[random.nextInt(KINDS.length)], "revised " + oracle.secret(told.place()))
                    .build();
            boolean done =
                    ask(reader, handle -> handle.revise(told.id(), draft)).isPresent();
            assertThat(done).as("revised").isEqualTo(old.isPresent());
            old.ifPresent(live -> {
                oracle.forget(live.place(), live.statement());
                oracle.say(live.place(), reader.author(), draft.statement());
            });
        });
    }

    private void forget(Reader reader) {
        idToTouch(reader).ifPresent(told -> {
            Optional<Live> old = visible(reader, told);
            boolean done = ask(reader, handle -> handle.forget(told.id())).isPresent();
            assertThat(done).as("forgotten").isEqualTo(old.isPresent());
            old.ifPresent(live -> oracle.forget(live.place(), live.statement()));
        });
    }

    /** An id that the reader sees, or one that it should not. */
    private Optional<Told> idToTouch(Reader reader) {
        List<Told> readable = ids.stream()
                .filter(told -> reader.reads().contains(told.place()))
                .toList();
        List<Told> from = readable.isEmpty() || random.nextInt(4) == 0 ? ids : readable;
        return from.isEmpty() ? Optional.empty() : Optional.of(any(from));
    }

    /** Returns what the oracle says that the reader sees under an id. */
    private Optional<Live> visible(Reader reader, Told told) {
        if (!reader.reads().contains(told.place())) {
            return Optional.empty();
        }
        Set<Memory> found = ask(reader, handle -> handle.find(told.id())).orElse(Optional.empty()).stream()
                .collect(Collectors.toSet());
        return oracle.statements(List.of(told.place()))
                .filter(live ->
                        found.stream().anyMatch(memory -> memory.statement().equals(live.statement())))
                .findFirst();
    }

    private void recall(Reader reader) {
        String query = any(List.of("common ground", "note about " + name(), "revised", "zq1q", "crew"));
        Set<String> all = oracle.lines(reader.reads());
        int limit = random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(5);
        ask(
                        reader,
                        handle -> handle.recall(
                                RecallRequest.builder(query).limit(limit).build()))
                .ifPresent(matches -> {
                    Set<String> found = IsolationOracle.linesOf(
                            matches.stream().map(Match::memory).toList());
                    assertThat(all).containsAll(found);
                    assertThat(matches).hasSize(Math.min(limit, all.size()));
                });
    }

    private void brief(Reader reader) {
        Set<String> binding = oracle.statements(reader.reads())
                .filter(live -> live.statement().kind().binding())
                .map(live -> live.statement().text())
                .collect(Collectors.toCollection(TreeSet::new));
        BriefingRequest request = BriefingRequest.builder()
                .work("common ground of " + name())
                .budget(100_000)
                .build();
        Optional<Briefing> answer = ask(reader, handle -> handle.brief(request));
        assertThat(answer).isPresent();
        answer.ifPresent(briefing -> {
            noLeak(reader, briefing.text());
            Set<String> told = briefing.binding().stream().map(Memory::text).collect(Collectors.toSet());
            assertThat(told).isEqualTo(binding);
        });
    }

    private void list(Reader reader) {
        ask(reader, AgentMemory::list).ifPresent(memories -> isExactly(reader, memories, oracle.lines(reader.reads())));
    }

    /** What cannot be seen looks exactly like what never was. */
    private void lookUp(Reader reader) {
        idToTouch(reader).ifPresent(told -> {
            boolean readable = reader.reads().contains(told.place());
            assertThat(ask(reader, handle -> handle.find(told.id()))
                            .orElseThrow()
                            .isPresent())
                    .as("found")
                    .isEqualTo(readable);
            assertThat(ask(reader, handle -> handle.history(told.id()))
                            .orElseThrow()
                            .isEmpty())
                    .as("without history")
                    .isEqualTo(!readable);
            if (!readable) {
                MemoryId unknown = new MemoryId(UNKNOWN_ID);
                assertThat(refusal(reader, told.id()).replace(told.id().value(), UNKNOWN_ID))
                        .isEqualTo(refusal(reader, unknown));
            }
        });
    }

    private static String refusal(Reader reader, MemoryId id) {
        try {
            return reader.handle().forget(id).toString();
        } catch (MemoryNotFoundException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void conflicts(Reader reader) {
        Map<String, Set<String>> values = new TreeMap<>();
        oracle.statements(reader.reads())
                .filter(live -> live.statement().key() != null)
                .forEach(live -> values.computeIfAbsent(
                                String.valueOf(live.statement().key()), k -> new TreeSet<>())
                        .add(String.valueOf(live.statement().value())));
        values.values().removeIf(different -> different.size() < 2);
        ask(reader, AgentMemory::conflicts)
                .ifPresent(conflicts -> assertThat(
                                conflicts.stream().map(Conflict::key).collect(Collectors.toSet()))
                        .isEqualTo(values.keySet()));
    }

    private void takeCursor(Reader reader) {
        ask(reader, AgentMemory::cursor)
                .ifPresent(
                        cursor -> moments.add(new Moment(reader, Cursor.parse(cursor.toString()), oracle.snapshot())));
    }

    /** A cursor shows its holder the past of what both may read, and nothing else. */
    private void asOf() {
        if (!moments.isEmpty()) {
            Moment moment = any(moments);
            String owner = any(List.copyOf(memories.keySet()));
            String user = random.nextBoolean() ? name() : null;
            Reader reader =
                    onTask(owner, random.nextBoolean(), name(), name(), user, team -> team.asOf(moment.cursor()));
            List<Place> both = new ArrayList<>(reader.reads());
            both.retainAll(moment.reader().reads());
            ask(reader, AgentMemory::list)
                    .ifPresent(memories ->
                            isExactly(reader, memories, moment.then().lines(both)));
        }
    }
}
