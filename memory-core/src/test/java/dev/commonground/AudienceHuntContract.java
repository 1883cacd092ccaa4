package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.briefing.Briefing;
import dev.commonground.briefing.BriefingRequest;
import dev.commonground.memory.Author;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Draft;
import dev.commonground.memory.ListRequest;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Page;
import dev.commonground.memory.Scope;
import dev.commonground.recall.Match;
import dev.commonground.recall.RecallRequest;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Secret words of memories that are not for everybody are hunted through every public path. */
@Tag("repeated")
interface AudienceHuntContract {

    /** The writes of one seed; each is followed by a hunt of one reader over all paths. */
    default int writes() {
        return Proofs.times(60, 120);
    }

    /** Starts the settings of an empty memory, with the way to search it. */
    SharedMemory.Builder newMemory();

    static LongStream seeds() {
        return Proofs.seeds(1, 5);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.commonground.AudienceHuntContract#seeds")
    default void noPathTellsAPrivateMemory(long seed) {
        AudienceWorld world = new AudienceWorld(newMemory(), new Random(seed));
        Map<Author, List<Object>> told = new HashMap<>();
        List<CompletableFuture<Void>> first = new ArrayList<>();
        try (SharedMemory memory = world.memory) {
            memory.task("task").person("kim").remember("begin");
            world.oracle.say(
                    "task", "begin", Author.person("kim"), dev.commonground.memory.Audience.EVERYONE, List.of());
            AudienceWorld.READERS.forEach(reader -> {
                List<Object> changes = told.computeIfAbsent(reader, one -> new CopyOnWriteArrayList<>());
                CompletableFuture<Void> any = new CompletableFuture<>();
                first.add(any);
                world.handle(reader).log().subscribe(Cursor.EMPTY, some -> {
                    changes.add(some);
                    any.complete(null);
                });
            });
            for (int i = 0; i < writes(); i++) {
                world.write();
                hunt(world, world.reader());
            }
            first.forEach(CompletableFuture::join);
        }
        told.forEach(world::noLeak);
    }

    private static void hunt(AudienceWorld world, Author reader) {
        AgentMemory handle = world.handle(reader);
        read(world, reader, handle);
        search(world, reader, handle);
        follow(world, reader, handle);
        touch(world, reader, handle);
        export(world, reader, handle);
    }

    private static void read(AudienceWorld world, Author reader, AgentMemory handle) {
        List<Memory> listed = world.ask(reader, handle, AgentMemory::list).orElseThrow();
        assertThat(listed.stream().map(Memory::text).collect(Collectors.toSet()))
                .as("seen by %s: %s", reader, world.oracle)
                .isEqualTo(world.oracle.texts(reader));
        Page page = world.ask(
                        reader,
                        handle,
                        one -> one.list(ListRequest.builder().limit(2).build()))
                .orElseThrow();
        assertThat(page.total()).isEqualTo(world.oracle.count(reader));
        if (page.next() != null) {
            ListRequest next = ListRequest.builder().after(page.next()).build();
            assertThat(world.ask(reader, handle, one -> one.list(next))).isPresent();
        }
        world.ask(reader, handle, AgentMemory::conflicts);
        assertThat(world.memory
                        .begin(StepRequest.builder("task", "look", "thread of " + reader)
                                .user("kim")
                                .agent("planner")
                                .build())
                        .onlooker()
                        .list())
                .satisfies(seen -> world.noLeak(Author.agent("planner"), seen));
    }

    private static void search(AudienceWorld world, Author reader, AgentMemory handle) {
        List<String> all = List.copyOf(world.oracle.all());
        for (String query : List.of(world.any(all), "alias" + world.oracle.secret(world.random.nextInt(200)), "kim")) {
            List<Match> matches = world.ask(
                            reader,
                            handle,
                            one -> one.recall(RecallRequest.builder(query)
                                    .limit(Integer.MAX_VALUE)
                                    .build()))
                    .orElseThrow();
            assertThat(matches).hasSize((int) world.oracle.count(reader));
            matches.forEach(match -> show(world, reader, match.memory()));
        }
        Briefing briefing = world.ask(
                        reader,
                        handle,
                        one -> one.brief(BriefingRequest.builder()
                                .work(world.any(all))
                                .budget(300)
                                .build()))
                .orElseThrow();
        briefing.memories().forEach(memory -> show(world, reader, memory));
        assertThat(briefing.memories().size() + briefing.omitted()).isEqualTo((int) world.oracle.count(reader));
    }

    private static void show(AudienceWorld world, Author reader, Memory memory) {
        world.oracle.show(reader, memory.scope() instanceof Scope.Task ? "task" : "user", memory.text());
    }

    private static void follow(AudienceWorld world, Author reader, AgentMemory handle) {
        Cursor since = world.any(world.cursors);
        assertThat(world.ask(reader, handle, one -> one.log().changes(since))).isPresent();
        AgentMemory past = world.handle(reader, task -> task.asOf(since));
        assertThat(world.ask(reader, past, AgentMemory::list)).isPresent();
        assertThat(world.ask(reader, past, one -> one.log().changes(Cursor.EMPTY)))
                .isPresent();
        for (MemoryId id : List.copyOf(world.ids.values())) {
            world.ask(reader, handle, one -> one.find(id));
            world.ask(reader, handle, one -> one.history(id));
            world.ask(reader, past, one -> one.history(id));
        }
    }

    /** A memory that the reader does not see is as if it did not exist. */
    private static void touch(AudienceWorld world, Author reader, AgentMemory handle) {
        Draft draft = Draft.finding("touched").build();
        List<MemoryId> hidden = new ArrayList<>(world.ids.values());
        hidden.removeIf(id -> handle.find(id).isPresent());
        for (MemoryId id : hidden) {
            assertThat(world.ask(reader, handle, one -> one.revise(id, draft))).isEmpty();
            assertThat(world.ask(reader, handle, one -> one.log().forget(id, "it is over")))
                    .isEmpty();
            assertThat(world.ask(reader, handle, one -> one.log().withdraw(id))).isEmpty();
            assertThat(world.ask(reader, handle, one -> one.annotate(id, Metadata.NONE.with("a", "b"))))
                    .isEmpty();
            assertThat(world.ask(reader, handle, one -> one.promote(id))).isEmpty();
        }
    }

    private static void export(AudienceWorld world, Author reader, AgentMemory handle) {
        StringBuilder out = new StringBuilder();
        world.ask(reader, handle, one -> {
            one.log().exportTo(out);
            return out.toString();
        });
        assertThat(world.ask(reader, handle, one -> one.log().importFrom(new StringReader(out.toString()))))
                .contains(0);
    }
}
