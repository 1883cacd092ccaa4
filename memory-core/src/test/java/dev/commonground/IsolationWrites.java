package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.IsolationOracle.Live;
import dev.commonground.IsolationOracle.Place;
import dev.commonground.IsolationWorld.Reader;
import dev.commonground.IsolationWorld.WrittenMemory;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Scope;
import dev.commonground.memory.WriteOutcome;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The random writes in an {@link IsolationWorld}. */
final class IsolationWrites {

    private static final Kind[] KINDS = Kind.values();

    private final IsolationWorld world;
    private final IsolationOracle oracle;
    private final Random random;

    IsolationWrites(IsolationWorld world) {
        this.world = world;
        this.oracle = world.oracle();
        this.random = world.random();
    }

    private Draft draft(Place place) {
        String text = random.nextInt(5) == 0
                ? "common ground " + random.nextInt(3)
                : "note %s about %s".formatted(oracle.secret(place), world.name());
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

    void remember(Reader reader) {
        List<Draft> drafts = drafts(reader.target());
        world.ask(reader, handle -> handle.rememberAll(drafts)).ifPresent(outcomes -> {
            outcomes.forEach(outcome -> world.ids()
                    .add(new WrittenMemory(reader.target(), outcome.memory().id())));
            recordWrites(reader, drafts);
        });
    }

    void recordWrites(Reader reader, List<Draft> drafts) {
        drafts.forEach(draft -> {
            oracle.remember(reader.target(), reader.author(), draft.statement());
            world.copies().written(reader.target(), draft.statement());
        });
    }

    /** Runs a node of a graph. The node sees its writes immediately; others see them after the commit, or never. */
    void step(IsolationReads reads) {
        String owner = world.any(world.owners());
        String task = world.name();
        String user = random.nextBoolean() ? world.name() : null;
        String agent = world.name();
        Step step = world.open(owner)
                .begin(StepRequest.builder(task, "node", "thread " + world.name())
                        .user(user)
                        .agent(agent)
                        .build());
        Reader inside = world.onTask(owner, false, agent, task, user, team -> team);
        AgentMemory handle = step.memory();
        Scope target = inside.target().scope();
        if (!(target instanceof Scope.Task)) {
            handle = target instanceof Scope.User ? handle.aboutUser() : handle.privately();
        }
        Reader node = IsolationWorld.writingTo(inside, handle, inside.target());
        List<Draft> drafts = drafts(node.target());
        world.ask(node, writing -> writing.rememberAll(drafts));
        reads.list(world.reader());
        if (random.nextInt(3) > 0) {
            step.commit();
            recordWrites(node, drafts);
        }
        reads.list(inside);
    }

    void revise(Reader reader) {
        world.idToTouch(reader).ifPresent(written -> {
            Optional<Live> old = visible(reader, written);
            Draft draft = Draft.of(KINDS[random.nextInt(KINDS.length)], "revised " + oracle.secret(written.place()))
                    .build();
            boolean done = world.ask(reader, handle -> handle.revise(written.id(), draft))
                    .isPresent();
            assertThat(done).as("revised").isEqualTo(old.isPresent());
            old.ifPresent(live -> {
                oracle.forget(live.place(), live.statement());
                oracle.remember(live.place(), reader.author(), draft.statement());
                world.copies().written(live.place(), draft.statement());
            });
        });
    }

    void forget(Reader reader) {
        world.idToTouch(reader).ifPresent(written -> {
            Optional<Live> old = visible(reader, written);
            boolean done = world.ask(reader, handle -> handle.log().forget(written.id(), "it is out of date"))
                    .isPresent();
            assertThat(done).as("forgotten").isEqualTo(old.isPresent());
            old.ifPresent(live -> oracle.forget(live.place(), live.statement()));
        });
    }

    /** Returns the live statement that the reader sees under an id according to the oracle. */
    private Optional<Live> visible(Reader reader, WrittenMemory written) {
        if (!reader.reads().contains(written.place())) {
            return Optional.empty();
        }
        Set<Memory> found = world.ask(reader, handle -> handle.find(written.id())).orElse(Optional.empty()).stream()
                .collect(Collectors.toSet());
        return oracle.statements(List.of(written.place()))
                .filter(live ->
                        found.stream().anyMatch(memory -> memory.statement().equals(live.statement())))
                .findFirst();
    }

    void annotate(Reader reader) {
        world.idToTouch(reader).ifPresent(written -> {
            boolean live = visible(reader, written).isPresent();
            Metadata label = Metadata.NONE.with("note", oracle.secret(written.place()));
            assertThat(world.ask(reader, handle -> handle.annotate(written.id(), label))
                            .isPresent())
                    .as("annotated")
                    .isEqualTo(live);
        });
    }

    /** Every reader of the user's memory may see a promoted memory. */
    void promote(Reader reader) {
        Optional<Place> user = reader.reads().stream()
                .filter(place -> place.scope() instanceof Scope.User)
                .findFirst();
        world.idToTouch(reader)
                .filter(written -> !user.equals(Optional.of(written.place())))
                .ifPresent(written -> {
                    Optional<Live> old = visible(reader, written)
                            .filter(live -> live.statement().key() == null);
                    if (old.isPresent() || !reader.reads().contains(written.place())) {
                        Optional<WriteOutcome> outcome = world.ask(reader, handle -> handle.promote(written.id()));
                        assertThat(outcome.isPresent()).as("promoted").isEqualTo(old.isPresent() && user.isPresent());
                        outcome.ifPresent(done -> {
                            oracle.share(ReachableText.of(done), user.orElseThrow());
                            WrittenMemory copy = new WrittenMemory(
                                    user.orElseThrow(), done.memory().id());
                            world.ids().add(copy);
                            world.copies()
                                    .promoted(
                                            written.id(),
                                            copy,
                                            old.orElseThrow().statement());
                            old.orElseThrow()
                                    .authors()
                                    .forEach(author -> oracle.remember(
                                            user.orElseThrow(),
                                            author,
                                            old.orElseThrow().statement()));
                        });
                    }
                });
    }

    void erase(Reader reader) {
        world.idToTouch(reader).ifPresent(written -> {
            Optional<Memory> found =
                    world.ask(reader, handle -> handle.find(written.id())).orElseThrow();
            boolean done = world.ask(reader, handle -> {
                        handle.erase(written.id());
                        return true;
                    })
                    .isPresent();
            assertThat(done).as("erased").isEqualTo(reader.reads().contains(written.place()));
            found.ifPresent(memory -> world.erase(reader, written, memory.statement()));
        });
    }

    /** Archiving a task rejects writes to this task only; deleting it deletes no other scope. */
    void endTask() {
        String owner = world.any(world.owners());
        String id = world.name();
        TaskMemory task = world.open(owner).task(id);
        Reader writer = world.onTask(owner, true, world.name(), id, null, team -> team);
        remember(writer);
        task.archive();
        assertThat(world.ask(writer, handle -> handle.rememberAll(drafts(writer.target()))))
                .isEmpty();
        Reader other = world.reader();
        if (!other.target().equals(writer.target()) && !(other.target().scope() instanceof Scope.Agent)) {
            remember(other);
        }
        task.reopen();
        if (random.nextBoolean()) {
            assertThat(task.delete()).isTrue();
            world.deleted(place -> place.owner().equals(owner)
                    && (place.scope().equals(Scope.task(id))
                            || (place.scope() instanceof Scope.Agent notes && id.equals(notes.task()))));
        }
    }

    void deleteUser() {
        String owner = world.any(world.owners());
        String user = world.name();
        world.open(owner).deleteUser(user);
        world.deleted(new Place(owner, Scope.user(user))::equals);
    }
}
