package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.commonground.log.Cursor;
import dev.commonground.memory.Change;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Metadata;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangesTest {

    @TempDir
    Path folder;

    final TickingClock clock = new TickingClock();
    SharedMemory memory;
    TaskMemory task;
    AgentMemory writer;
    AgentMemory editor;

    @BeforeEach
    void open() {
        memory = another();
        task = memory.task("order-7").forUser("acme");
        writer = task.agent("writer");
        editor = task.agent("editor");
    }

    SharedMemory another() {
        return SharedMemory.builder(folder.resolve("memory.db"))
                .keywordsOnly()
                .clock(clock)
                .open();
    }

    @AfterEach
    void close() {
        memory.close();
    }

    static List<String> told(Changes changes) {
        return changes.changes().stream().map(ChangesTest::told).toList();
    }

    static String told(Change change) {
        String what = change.getClass().getSimpleName() + " by " + change.author();
        if (change instanceof Change.Asserted asserted) {
            return what + ": " + asserted.memory().text();
        }
        if (change instanceof Change.Withdrawn withdrawn) {
            return what + ": " + withdrawn.memory().text();
        }
        return what;
    }

    @Test
    void areWhatHappenedSinceAMomentInItsOrder() {
        writer.remember("Ships on Sunday");
        Cursor then = writer.cursor();

        Memory monday = writer.remember("Ships on Monday").memory();
        Memory tuesday = editor.revise(monday.id(), "Ships on Tuesday").memory();
        editor.annotate(tuesday.id(), Metadata.NONE.with("checked", true));
        writer.forget(tuesday.id());

        assertThat(told(writer.changes(then)))
                .containsExactly(
                        "Asserted by writer: Ships on Monday",
                        "Asserted by editor: Ships on Tuesday",
                        "Superseded by editor",
                        "Annotated by editor",
                        "Forgotten by writer");
    }

    @Test
    void goOnFromTheMomentTheyReached() {
        Changes first = writer.changes(Cursor.EMPTY);
        writer.remember("Ships on Monday");
        Changes second = writer.changes(first.next());

        assertThat(first.changes()).isEmpty();
        assertThat(second.changes()).hasSize(1);
        assertThat(writer.changes(second.next()).changes()).isEmpty();
    }

    @Test
    void tellOfWhatExpiredAndWhatWasErased() {
        Memory secret = writer.remember("Ships on Monday").memory();
        writer.remember(Draft.finding("Valid for an hour")
                .expires(clock.instant().plusSeconds(3_600))
                .build());
        Cursor then = writer.cursor();
        clock.advance(Duration.ofHours(2));
        writer.erase(secret.id());

        assertThat(told(writer.changes(then))).containsExactlyInAnyOrder("Expired by writer", "Erased by writer");
    }

    @Test
    void hideOtherReadersScopes() {
        Cursor then = editor.cursor();
        writer.privately().remember("My own doubts");
        memory.task("order-8").agent("editor").remember("Another task");
        memory.user("globex").prefer("Another user");

        assertThat(editor.changes(then).changes()).isEmpty();
        assertThat(editor.changes(writer.cursor()).changes()).isEmpty();
        assertThat(told(writer.changes(then))).containsExactly("Asserted by writer: My own doubts");
    }

    @Test
    void tellOfAFutureThatWasAbandoned() {
        Step first =
                memory.begin(StepRequest.builder("order-7", "write", "thread-1").build());
        Cursor start = first.cursor();
        first.memory().remember("Ships on Monday");
        first.commit();
        Changes seen = editor.changes(Cursor.EMPTY);

        Step again = memory.begin(StepRequest.builder("order-7", "write", "thread-1")
                .cursor(start)
                .build());
        again.memory().remember("Ships on Tuesday");
        again.commit();

        String agent = first.memory().author().name();
        assertThat(told(seen)).containsExactly("Asserted by %s: Ships on Monday".formatted(agent));
        assertThat(told(editor.changes(seen.next())))
                .containsExactly(
                        "Withdrawn by %s: Ships on Monday".formatted(agent),
                        "Asserted by %s: Ships on Tuesday".formatted(agent));
    }

    @Test
    void reachASubscriberFromAnotherProcessesHandle() throws InterruptedException {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        writer.remember("Ships on Sunday");
        try (SharedMemory other = another();
                Subscription subscription = writer.subscribe(writer.cursor(), changes -> told.addAll(told(changes)))) {
            other.task("order-7").agent("editor").remember("Ships on Monday");

            assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("Asserted by editor: Ships on Monday");

            other.task("order-7").agent("editor").remember("Ships on Tuesday");
            assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("Asserted by editor: Ships on Tuesday");
            assertThat(subscription).isNotNull();
        }
        assertThat(told).isEmpty();
    }

    @Test
    void areToldAgainWhenTheSubscriberFails() throws InterruptedException {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        AtomicInteger calls = new AtomicInteger();
        writer.remember("Ships on Monday");
        try (Subscription subscription = editor.subscribe(Cursor.EMPTY, changes -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("The subscriber crashes");
            }
            told.addAll(told(changes));
        })) {
            assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("Asserted by writer: Ships on Monday");
            assertThat(subscription).isNotNull();
        }
    }

    @Test
    void areMissedByNobodyWhoGoesOnFromWhatHeKept() throws InterruptedException {
        BlockingQueue<Changes> told = new LinkedBlockingQueue<>();
        Changes kept;
        try (Subscription subscription = writer.subscribe(Cursor.EMPTY, told::add)) {
            editor.remember("Ships on Monday");
            kept = told.poll(10, TimeUnit.SECONDS);
            assertThat(subscription).isNotNull();
        }
        editor.remember("Ships on Tuesday");
        Cursor next = Cursor.parse(kept.next().toString());

        try (Subscription resumed = writer.subscribe(next, told::add)) {
            Changes missed = told.poll(10, TimeUnit.SECONDS);
            assertThat(told(missed)).containsExactly("Asserted by editor: Ships on Tuesday");
            assertThat(resumed).isNotNull();
        }
    }

    @Test
    void areNoneInASubscriptionToThePast() {
        assertThatIllegalStateException()
                .isThrownBy(() -> task.asOf(writer.cursor()).agent("writer").subscribe(Cursor.EMPTY, changes -> {}))
                .withMessageContaining("outside of graphs");
    }
}
