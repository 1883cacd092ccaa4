package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.IsolationOracle.Live;
import dev.commonground.IsolationOracle.Place;
import dev.commonground.IsolationWorld.Reader;
import dev.commonground.IsolationWorld.Told;
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

/** What is written in an {@link IsolationWorld}. */
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
            outcomes.forEach(outcome ->
                    world.ids().add(new Told(reader.target(), outcome.memory().id())));
            noteSaid(reader, drafts);
        });
    }

    void noteSaid(Reader reader, List<Draft> drafts) {
        drafts.forEach(draft -> oracle.say(reader.target(), reader.author(), draft.statement()));
    }

    /** A node of a graph: what it writes is seen by itself at once, by others when it is committed, or never. */
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
        if (!inside.target().scope().equals(handle.scope())) {
            handle = inside.target().scope() instanceof Scope.User ? handle.aboutUser() : handle.privately();
        }
        Reader node = IsolationWorld.writingTo(inside, handle, inside.target());
        List<Draft> drafts = drafts(node.target());
        world.ask(node, writing -> writing.rememberAll(drafts));
        reads.list(world.reader());
        if (random.nextInt(3) > 0) {
            step.commit();
            noteSaid(node, drafts);
        }
        reads.list(inside);
    }

    void revise(Reader reader) {
        world.idToTouch(reader).ifPresent(told -> {
            Optional<Live> old = visible(reader, told);
            Draft draft = Draft.of(KINDS[random.nextInt(KINDS.length)], "revised " + oracle.secret(told.place()))
                    .build();
            boolean done =
                    world.ask(reader, handle -> handle.revise(told.id(), draft)).isPresent();
            assertThat(done).as("revised").isEqualTo(old.isPresent());
            old.ifPresent(live -> {
                oracle.forget(live.place(), live.statement());
                oracle.say(live.place(), reader.author(), draft.statement());
            });
        });
    }

    void forget(Reader reader) {
        world.idToTouch(reader).ifPresent(told -> {
            Optional<Live> old = visible(reader, told);
            boolean done = world.ask(reader, handle -> handle.forget(told.id())).isPresent();
            assertThat(done).as("forgotten").isEqualTo(old.isPresent());
            old.ifPresent(live -> oracle.forget(live.place(), live.statement()));
        });
    }

    /** Returns what the oracle says that the reader sees under an id. */
    private Optional<Live> visible(Reader reader, Told told) {
        if (!reader.reads().contains(told.place())) {
            return Optional.empty();
        }
        Set<Memory> found = world.ask(reader, handle -> handle.find(told.id())).orElse(Optional.empty()).stream()
                .collect(Collectors.toSet());
        return oracle.statements(List.of(told.place()))
                .filter(live ->
                        found.stream().anyMatch(memory -> memory.statement().equals(live.statement())))
                .findFirst();
    }

    void annotate(Reader reader) {
        world.idToTouch(reader).ifPresent(told -> {
            boolean live = visible(reader, told).isPresent();
            Metadata label = Metadata.NONE.with("note", oracle.secret(told.place()));
            assertThat(world.ask(reader, handle -> handle.annotate(told.id(), label))
                            .isPresent())
                    .as("annotated")
                    .isEqualTo(live);
        });
    }

    /** What was promoted may be told to whoever reads the user's memory. */
    void promote(Reader reader) {
        Optional<Place> user = reader.reads().stream()
                .filter(place -> place.scope() instanceof Scope.User)
                .findFirst();
        world.idToTouch(reader)
                .filter(told -> !user.equals(Optional.of(told.place())))
                .ifPresent(told -> {
                    Optional<Live> old = visible(reader, told)
                            .filter(live -> live.statement().key() == null);
                    if (old.isPresent() || !reader.reads().contains(told.place())) {
                        Optional<WriteOutcome> outcome = world.ask(reader, handle -> handle.promote(told.id()));
                        assertThat(outcome.isPresent()).as("promoted").isEqualTo(old.isPresent() && user.isPresent());
                        outcome.ifPresent(done -> {
                            oracle.share(Everything.in(done), user.orElseThrow());
                            world.ids()
                                    .add(new Told(
                                            user.orElseThrow(), done.memory().id()));
                            old.orElseThrow()
                                    .authors()
                                    .forEach(author -> oracle.say(
                                            user.orElseThrow(),
                                            author,
                                            old.orElseThrow().statement()));
                        });
                    }
                });
    }

    void erase(Reader reader) {
        world.idToTouch(reader).ifPresent(told -> {
            Optional<Memory> found =
                    world.ask(reader, handle -> handle.find(told.id())).orElseThrow();
            boolean done = world.ask(reader, handle -> {
                        handle.erase(told.id());
                        return true;
                    })
                    .isPresent();
            assertThat(done).as("erased").isEqualTo(reader.reads().contains(told.place()));
            found.ifPresent(memory -> world.forgetForGood(told, memory.statement()));
        });
    }

    /** An archived task refuses writes to it alone; a deleted one takes nothing else along. */
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
