package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.IsolationOracle.Place;
import dev.commonground.IsolationWorld.Moment;
import dev.commonground.IsolationWorld.Reader;
import dev.commonground.briefing.Briefing;
import dev.commonground.briefing.BriefingRequest;
import dev.commonground.memory.Conflict;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.ListRequest;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Page;
import dev.commonground.recall.Match;
import dev.commonground.recall.RecallRequest;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The random reads in an {@link IsolationWorld}, with their expected results. */
final class IsolationReads {

    private static final String UNKNOWN_ID = "m-" + "a".repeat(26);

    private final IsolationWorld world;
    private final IsolationOracle oracle;
    private final Random random;

    IsolationReads(IsolationWorld world) {
        this.world = world;
        this.oracle = world.oracle();
        this.random = world.random();
    }

    void recall(Reader reader) {
        String query = world.any(List.of("common ground", "note about " + world.name(), "revised", "zq1q", "crew"));
        Set<String> all = oracle.lines(reader.reads());
        int limit = random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(5);
        world.ask(
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

    void brief(Reader reader) {
        Set<String> binding = oracle.statements(reader.reads())
                .filter(live -> live.statement().kind().binding())
                .map(live -> live.statement().text())
                .collect(Collectors.toCollection(TreeSet::new));
        BriefingRequest request = BriefingRequest.builder()
                .work("common ground of " + world.name())
                .budget(100_000)
                .build();
        Optional<Briefing> answer = world.ask(reader, handle -> handle.brief(request));
        assertThat(answer).isPresent();
        answer.ifPresent(briefing -> {
            world.noLeak(reader, briefing.text());
            Set<String> texts = briefing.memories().stream()
                    .filter(memory -> memory.kind().binding())
                    .map(Memory::text)
                    .collect(Collectors.toSet());
            assertThat(texts).isEqualTo(binding);
        });
    }

    void list(Reader reader) {
        world.ask(reader, AgentMemory::list)
                .ifPresent(memories -> world.isExactly(reader, memories, oracle.lines(reader.reads())));
    }

    /** An invisible memory behaves exactly like an unknown one. */
    void lookUp(Reader reader) {
        world.idToTouch(reader).ifPresent(written -> {
            boolean readable = reader.reads().contains(written.place());
            assertThat(world.ask(reader, handle -> handle.find(written.id()))
                            .orElseThrow()
                            .isPresent())
                    .as("found")
                    .isEqualTo(readable);
            assertThat(world.ask(reader, handle -> handle.history(written.id()))
                            .orElseThrow()
                            .isEmpty())
                    .as("without history")
                    .isEqualTo(!readable);
            if (!readable) {
                MemoryId unknown = new MemoryId(UNKNOWN_ID);
                assertThat(refusal(reader, written.id()).replace(written.id().value(), UNKNOWN_ID))
                        .isEqualTo(refusal(reader, unknown));
            }
        });
    }

    private static String refusal(Reader reader, MemoryId id) {
        try {
            return reader.handle().log().forget(id, "it is out of date").toString();
        } catch (MemoryException.NotFound e) {
            return String.valueOf(e.getMessage());
        }
    }

    void conflicts(Reader reader) {
        Map<String, Set<String>> values = new TreeMap<>();
        oracle.statements(reader.reads())
                .filter(live -> live.statement().key() != null)
                .forEach(live -> values.computeIfAbsent(
                                String.valueOf(live.statement().key()), k -> new TreeSet<>())
                        .add(String.valueOf(live.statement().value())));
        values.values().removeIf(different -> different.size() < 2);
        world.ask(reader, AgentMemory::conflicts)
                .ifPresent(conflicts -> assertThat(
                                conflicts.stream().map(Conflict::key).collect(Collectors.toSet()))
                        .isEqualTo(values.keySet()));
    }

    void takeCursor(Reader reader) {
        world.ask(reader, memory -> memory.log().cursor())
                .ifPresent(cursor ->
                        world.moments().add(new Moment(reader, Cursor.parse(cursor.toString()), oracle.snapshot())));
    }

    /** A cursor shows its holder only past memories that both readers may see. */
    void asOf() {
        if (!world.moments().isEmpty()) {
            Moment moment = world.any(world.moments());
            String owner = world.any(world.owners());
            String user = random.nextBoolean() ? world.name() : null;
            Reader reader = world.onTask(
                    owner, random.nextBoolean(), world.name(), world.name(), user, team -> team.asOf(moment.cursor()));
            List<Place> both = new ArrayList<>(reader.reads());
            both.retainAll(moment.reader().reads());
            world.ask(reader, AgentMemory::list)
                    .ifPresent(memories ->
                            world.isExactly(reader, memories, moment.then().lines(both)));
        }
    }

    /** Reads all pages; the total counts only visible memories. */
    void pages(Reader reader) {
        Set<String> expected = oracle.lines(reader.reads());
        List<Memory> listed = new ArrayList<>();
        @Nullable String next = null;
        do {
            ListRequest request = ListRequest.builder()
                    .limit(1 + random.nextInt(20))
                    .after(next)
                    .build();
            Page page = world.ask(reader, handle -> handle.list(request)).orElseThrow();
            assertThat(page.total()).as("total").isEqualTo(expected.size());
            listed.addAll(page.memories());
            next = page.next();
        } while (next != null);
        world.isExactly(reader, listed, expected);
    }

    /** Uses the page token and the cursor of another reader. */
    void withTokensOfOthers(Reader reader) {
        Reader other = world.reader();
        ListRequest first = ListRequest.builder().limit(1).build();
        Page page = world.ask(other, handle -> handle.list(first)).orElseThrow();
        ListRequest second = ListRequest.builder().after(page.next()).build();
        world.ask(reader, handle -> handle.list(second));
        Cursor since = random.nextBoolean() || world.moments().isEmpty()
                ? Cursor.EMPTY
                : world.any(world.moments()).cursor();
        assertThat(world.ask(reader, handle -> handle.log().changes(since))).isPresent();
    }

    /** An export contains all live memories of the reader, and its import changes nothing. */
    void export(Reader reader) {
        StringBuilder out = new StringBuilder();
        world.ask(reader, handle -> {
            handle.log().exportTo(out);
            return out.toString();
        });
        oracle.statements(reader.reads())
                .flatMap(live ->
                        IsolationOracle.SECRET.matcher(live.statement().text()).results())
                .forEach(secret -> assertThat(out).contains(secret.group()));
        assertThat(world.ask(reader, handle -> handle.log().importFrom(new StringReader(out.toString()))))
                .contains(0);
        list(reader);
    }
}
