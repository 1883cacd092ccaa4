package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Cursor;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Metadata;
import dev.commonground.recall.EmbeddingModelProvider;
import dev.commonground.recall.Match;
import dev.commonground.recall.RecallRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A recall as of a past cursor returns the same matches in the same order, whatever is written later. */
@Tag("repeated")
class AsOfRecallTest {

    private static final List<String> PEOPLE = List.of("Ann", "May", "Bob Stone");
    private static final List<String> AGENTS = List.of("writer", "editor");
    private static final List<String> THREADS = List.of("monday", "tuesday");
    private static final List<String> WORDS = List.of(
            "budget",
            "deadline",
            "client",
            "tone",
            "audit",
            "figure",
            "report",
            "may",
            "bob",
            "draft",
            "risk",
            "price");

    @TempDir
    Path folder;

    final TickingClock clock = new TickingClock();

    private record PastAnswer(Cursor moment, RecallRequest request, List<Match> answer) {}

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Proofs.times(6, 30));
    }

    SharedMemory open() {
        return SharedMemory.builder(folder.resolve("memory.db"))
                .embeddings(EmbeddingModelProvider.of("letters", new EmbeddingsTest.LetterModel()))
                .clock(clock)
                .open();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void isTheSameAfterLaterWrites(long seed) {
        Random random = new Random(seed);
        List<PastAnswer> answers = new ArrayList<>();
        try (SharedMemory memory = open()) {
            for (int i = 0; i < 120; i++) {
                write(memory, random, 2);
                if (i % 8 == 7) {
                    ask(memory, random, answers);
                }
            }
            check(memory, answers);
        }
        try (SharedMemory memory = open()) {
            check(memory, answers);
        }
    }

    @Test
    void isTheSameAfterLaterWritesInAScopeThatIsSearchedByCodes() {
        Random random = new Random(7);
        List<PastAnswer> answers = new ArrayList<>();
        try (SharedMemory memory = open()) {
            for (int i = 0; i < 700; i++) {
                write(memory, random, 6);
            }
            for (int i = 0; i < 10; i++) {
                ask(memory, random, answers);
                write(memory, random, 6);
            }
            for (int i = 0; i < 100; i++) {
                write(memory, random, 1);
            }
            check(memory, answers);
        }
    }

    private void write(SharedMemory memory, Random random, int words) {
        clock.advance(Duration.ofHours(random.nextInt(20)));
        AgentMemory author = author(memory, random);
        List<Memory> known = author.list();
        int action = random.nextInt(12);
        if (action == 0 && !known.isEmpty()) {
            author.log().forget(one(known, random).id(), "it is out of date");
        } else if (action == 1 && !known.isEmpty()) {
            author.revise(one(known, random).id(), draft(random, words));
        } else if (action < 5 && !known.isEmpty()) {
            Memory again = one(known, random);
            author.remember(Draft.of(again.kind(), again.text())
                    .metadata(Metadata.ALIASES, one(WORDS, random))
                    .build());
        } else {
            author.remember(draft(random, words));
        }
    }

    private static AgentMemory author(SharedMemory memory, Random random) {
        return random.nextBoolean()
                ? memory.task("order-7").agent(one(AGENTS, random))
                : memory.task("order-7").inThread(one(THREADS, random)).person(one(PEOPLE, random));
    }

    private static Draft draft(Random random, int words) {
        StringBuilder text = new StringBuilder(one(WORDS, random));
        for (int i = 1; i < words; i++) {
            text.append(' ').append(one(WORDS, random));
        }
        return Draft.of(random.nextBoolean() ? Kind.FINDING : Kind.QUESTION, text.toString())
                .build();
    }

    private static void ask(SharedMemory memory, Random random, List<PastAnswer> answers) {
        Cursor moment = memory.task("order-7").agent("reader").log().cursor();
        String about = one(WORDS, random) + " and " + one(WORDS, random);
        for (String question :
                List.of(about, "What did Ann and May say of the " + about + "?", "Did Bob want a " + about + "?")) {
            RecallRequest request = RecallRequest.builder(question).limit(5).build();
            answers.add(new PastAnswer(moment, request, asOf(memory, moment, request)));
        }
    }

    private static void check(SharedMemory memory, List<PastAnswer> answers) {
        assertThat(answers).isNotEmpty();
        for (PastAnswer one : answers) {
            assertThat(asOf(memory, one.moment, one.request)).isEqualTo(one.answer);
        }
    }

    private static List<Match> asOf(SharedMemory memory, Cursor moment, RecallRequest request) {
        return memory.task("order-7").asOf(moment).agent("reader").recall(request);
    }

    private static <T> T one(List<T> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }
}
