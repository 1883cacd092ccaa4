package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.IsolationOracle.Place;
import dev.commonground.event.MemoryEvent;
import dev.commonground.memory.Author;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes random calls as agents, persons and steps of several owners with similar names. Compares the result, the error
 * and the events of every call with the {@link IsolationOracle}.
 */
final class IsolationWorld {

    private final Random random;
    private final List<String> names;
    private final Map<String, SharedMemory> memories = new TreeMap<>();
    private final IsolationOracle oracle = new IsolationOracle();
    private final List<MemoryEvent> events = new ArrayList<>();
    private final List<WrittenMemory> ids = new ArrayList<>();
    private final List<Moment> moments = new ArrayList<>();
    private final IsolationCopies copies = new IsolationCopies();
    private final IsolationReads reads;
    private final IsolationWrites writes;
    private int calls;

    /** The id of a written memory. */
    record WrittenMemory(Place place, MemoryId id) {}

    /** A cursor with the state of the oracle at that moment. */
    record Moment(Reader reader, Cursor cursor, IsolationOracle then) {}

    /** A handle with its owner and author, the places that it reads, and the place that it writes to. */
    record Reader(String owner, Author author, AgentMemory handle, List<Place> reads, Place target) {}

    /** Opens the memory of an owner; the listener receives its events. */
    @FunctionalInterface
    interface Opener {
        SharedMemory open(String owner, MemoryEvent.Listener listener);
    }

    IsolationWorld(Opener opener, List<String> names, Random random) {
        this.random = random;
        this.names = names;
        this.reads = new IsolationReads(this);
        this.writes = new IsolationWrites(this);
        names.subList(0, 3).forEach(owner -> memories.put(owner, opener.open(owner, events::add)));
    }

    int calls() {
        return calls;
    }

    void call() {
        Reader reader = reader();
        switch (random.nextInt(22)) {
            case 0, 1, 2 -> writes.remember(reader);
            case 3 -> writes.step(reads);
            case 4 -> writes.revise(reader);
            case 5 -> writes.forget(reader);
            case 6 -> writes.annotate(reader);
            case 7 -> writes.promote(reader);
            case 8 -> writes.erase(reader);
            case 9 -> endSomething();
            case 10 -> reads.pages(reader);
            case 11 -> reads.withTokensOfOthers(reader);
            case 12 -> reads.export(reader);
            case 13, 14 -> reads.recall(reader);
            case 15 -> reads.brief(reader);
            case 16, 17 -> reads.list(reader);
            case 18 -> reads.lookUp(reader);
            case 19 -> reads.conflicts(reader);
            case 20 -> reads.takeCursor(reader);
            default -> reads.asOf();
        }
    }

    private void endSomething() {
        if (random.nextBoolean()) {
            writes.endTask();
        } else if (random.nextInt(4) == 0) {
            writes.deleteUser();
        }
    }

    IsolationOracle oracle() {
        return oracle;
    }

    Random random() {
        return random;
    }

    List<WrittenMemory> ids() {
        return ids;
    }

    List<Moment> moments() {
        return moments;
    }

    List<String> owners() {
        return List.copyOf(memories.keySet());
    }

    /** An erased memory disappears from all past moments, too. */
    void erase(Reader eraser, WrittenMemory written, Statement statement) {
        eraseAlone(written, statement);
        copies.erased(written, statement, eraser.reads()).forEach(copy -> eraseAlone(copy.written(), copy.statement()));
    }

    private void eraseAlone(WrittenMemory written, Statement statement) {
        ids.removeIf(one -> one.id().equals(written.id()));
        oracle.forget(written.place(), statement);
        moments.forEach(moment -> moment.then().forget(written.place(), statement));
    }

    IsolationCopies copies() {
        return copies;
    }

    void deleted(Predicate<Place> gone) {
        ids.removeIf(one -> gone.test(one.place()));
        copies.deleted(gone);
        oracle.delete(gone);
        moments.forEach(moment -> moment.then().delete(gone));
    }

    <T> T any(List<T> several) {
        return several.get(random.nextInt(several.size()));
    }

    String name() {
        return any(names);
    }

    // The callers

    Reader reader() {
        String owner = any(List.copyOf(memories.keySet()));
        SharedMemory memory = open(owner);
        String name = name();
        return switch (random.nextInt(6)) {
            case 0 -> alone(owner, memory.user(name), Scope.user(name));
            case 1 -> alone(owner, memory.agent(name), Scope.agent(name));
            default -> {
                String task = name();
                String user = random.nextBoolean() ? name() : null;
                yield onTask(owner, random.nextInt(4) == 0, name, task, user, own -> own);
            }
        };
    }

    SharedMemory open(String owner) {
        return Objects.requireNonNull(memories.get(owner), owner);
    }

    private static Reader alone(String owner, AgentMemory handle, Scope scope) {
        Place place = new Place(owner, scope);
        return new Reader(owner, handle.author(), handle, List.of(place), place);
    }

    Reader onTask(
            String owner,
            boolean person,
            String name,
            String task,
            @Nullable String user,
            Function<TaskMemory, TaskMemory> view) {
        TaskMemory team = open(owner).task(task);
        team = view.apply(user == null ? team : team.forUser(user).inThread(name()));
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

    static Reader writingTo(Reader reader, AgentMemory handle, Place target) {
        return new Reader(reader.owner(), reader.author(), handle, reader.reads(), target);
    }

    // Every call goes through here

    <T> Optional<T> ask(Reader reader, Function<AgentMemory, T> question) {
        calls++;
        events.clear();
        try {
            T answer = question.apply(reader.handle());
            noLeak(reader, answer);
            return Optional.of(answer);
        } catch (RuntimeException e) {
            assertThat(ReachableText.of(e)).as("an error's text").doesNotContainPattern(IsolationOracle.SECRET);
            return Optional.empty();
        } finally {
            events.forEach(event -> assertThat(event.actor().author()).isEqualTo(reader.author()));
            noLeak(reader, List.copyOf(events));
        }
    }

    void noLeak(Reader reader, @Nullable Object written) {
        assertThat(oracle.leaks(ReachableText.of(written), reader.reads()))
                .as("leaked to %s, who reads %s", reader.author(), reader.reads())
                .isEmpty();
    }

    void isExactly(Reader reader, Collection<Memory> memories, Set<String> expected) {
        assertThat(IsolationOracle.linesOf(memories))
                .as("seen by %s, who reads %s", reader.author(), reader.reads())
                .isEqualTo(expected);
    }

    /** Returns an id that is visible to the reader, or an invisible one. */
    Optional<WrittenMemory> idToTouch(Reader reader) {
        List<WrittenMemory> readable = ids.stream()
                .filter(written -> reader.reads().contains(written.place()))
                .toList();
        List<WrittenMemory> from = readable.isEmpty() || random.nextInt(4) == 0 ? ids : readable;
        return from.isEmpty() ? Optional.empty() : Optional.of(any(from));
    }
}
