package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.commonground.MemoryLog.Subscription;
import dev.commonground.memory.Change;
import dev.commonground.memory.Changes;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Metadata;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
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

    static List<String> lines(Changes changes) {
        return changes.changes().stream().map(ChangesTest::line).toList();
    }

    static String line(Change change) {
        String text = change.getClass().getSimpleName() + " by " + change.author();
        if (change instanceof Change.Asserted asserted) {
            return text + ": " + asserted.memory().text();
        }
        if (change instanceof Change.Withdrawn withdrawn) {
            return text + ": " + withdrawn.memory().text();
        }
        return text;
    }

    @Test
    void listAllEventsSinceACursorInOrder() {
        writer.remember("Ships on Sunday");
        Cursor then = writer.log().cursor();

        Memory monday = writer.remember("Ships on Monday").memory();
        Memory tuesday = editor.revise(monday.id(), "Ships on Tuesday").memory();
        editor.annotate(tuesday.id(), Metadata.NONE.with("checked", true));
        writer.log().forget(tuesday.id(), "it is out of date");

        assertThat(lines(writer.log().changes(then)))
                .containsExactly(
                        "Asserted by writer: Ships on Monday",
                        "Asserted by editor: Ships on Tuesday",
                        "Superseded by editor",
                        "Annotated by editor",
                        "Forgotten by writer");
    }

    @Test
    void continueAfterTheLastChange() {
        Changes first = writer.log().changes(Cursor.EMPTY);
        writer.remember("Ships on Monday");
        Changes second = writer.log().changes(first.next());

        assertThat(first.changes()).isEmpty();
        assertThat(second.changes()).hasSize(1);
        assertThat(writer.log().changes(second.next()).changes()).isEmpty();
    }

    @Test
    void includeExpiriesAndErasures() {
        Memory secret = writer.remember("Ships on Monday").memory();
        writer.remember(Draft.finding("Valid for an hour")
                .expires(clock.instant().plusSeconds(3_600))
                .build());
        Cursor then = writer.log().cursor();
        clock.advance(Duration.ofHours(2));
        writer.erase(secret.id());

        assertThat(lines(writer.log().changes(then)))
                .containsExactlyInAnyOrder("Expired by writer", "Erased by writer");
    }

    @Test
    void hideOtherReadersScopes() {
        Cursor then = editor.log().cursor();
        writer.privately().remember("My own doubts");
        memory.task("order-8").agent("editor").remember("Another task");
        memory.user("globex").prefer("Another user");

        assertThat(editor.log().changes(then).changes()).isEmpty();
        assertThat(editor.log().changes(writer.log().cursor()).changes()).isEmpty();
        assertThat(lines(writer.log().changes(then))).containsExactly("Asserted by writer: My own doubts");
    }

    @Test
    void includeWithdrawalsOfAnAbandonedFuture() {
        Step first =
                memory.begin(StepRequest.builder("order-7", "write", "thread-1").build());
        Cursor start = first.cursor();
        first.memory().remember("Ships on Monday");
        first.commit();
        Changes seen = editor.log().changes(Cursor.EMPTY);

        Step again = memory.begin(StepRequest.builder("order-7", "write", "thread-1")
                .cursor(start)
                .build());
        again.memory().remember("Ships on Tuesday");
        again.commit();

        String agent = first.memory().author().name();
        assertThat(lines(seen)).containsExactly("Asserted by %s: Ships on Monday".formatted(agent));
        assertThat(lines(editor.log().changes(seen.next())))
                .containsExactly(
                        "Withdrawn by %s: Ships on Monday".formatted(agent),
                        "Asserted by %s: Ships on Tuesday".formatted(agent));
    }

    @Test
    void withdrawOnlyWhatItsReaderHasSeen() {
        Step first =
                memory.begin(StepRequest.builder("order-7", "write", "thread-1").build());
        first.memory().remember("Ships on Monday");
        first.commit();
        Step beside = memory.begin(StepRequest.builder("order-7", "check", "thread-1")
                .cursor(first.cursor())
                .place(StepRequest.Place.BRANCH)
                .build());
        beside.memory().remember("Ships on Monday");
        beside.commit();
        Cursor then = editor.log().cursor();

        Step unused = memory.begin(StepRequest.builder("order-7", "write", "thread-1")
                .cursor(first.cursor())
                .build());

        assertThat(editor.log().changes(then).changes())
                .singleElement()
                .isInstanceOfSatisfying(
                        Change.Withdrawn.class,
                        withdrawn -> assertThat(withdrawn.memory().authors())
                                .containsExactly(first.memory().author()));
    }

    @Test
    void beginWithTheAssertionOfTheSameMoment() {
        Memory monday = writer.remember("Ships on Monday").memory();
        editor.annotate(monday.id(), Metadata.NONE.with("checked", true));

        assertThat(writer.history(monday.id()))
                .extracting(ChangesTest::line)
                .containsExactly("Asserted by writer: Ships on Monday", "Annotated by editor");
    }

    @Test
    void nameAnAnnotationOnce() {
        Memory monday = writer.remember("Ships on Monday").memory();
        editor.annotate(monday.id(), Metadata.NONE.with("checked", true));

        assertThat(writer.log().changes(writer.log().cursor()).changes()).isEmpty();
    }

    @Test
    void reachASubscriberFromAnotherHandle() throws InterruptedException {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        writer.remember("Ships on Sunday");
        try (SharedMemory other = another();
                Subscription subscription =
                        writer.log().subscribe(writer.log().cursor(), changes -> received.addAll(lines(changes)))) {
            other.task("order-7").agent("editor").remember("Ships on Monday");

            assertThat(received.take()).isEqualTo("Asserted by editor: Ships on Monday");

            other.task("order-7").agent("editor").remember("Ships on Tuesday");
            assertThat(received.take()).isEqualTo("Asserted by editor: Ships on Tuesday");
            assertThat(subscription).isNotNull();
        }
        assertThat(received).isEmpty();
    }

    /** The store gives a hint to the first subscriber, but to no later one before the next commit. */
    @Test
    void beforeASecondSubscriptionAreDeliveredToo() throws InterruptedException {
        BlockingQueue<String> first = new LinkedBlockingQueue<>();
        BlockingQueue<String> second = new LinkedBlockingQueue<>();
        writer.remember("Ships on Sunday");
        try (SharedMemory other = another();
                Subscription one = writer.log().subscribe(writer.log().cursor(), seen -> first.addAll(lines(seen)))) {
            other.task("order-7").agent("editor").remember("Ships on Monday");
            assertThat(first.take()).isEqualTo("Asserted by editor: Ships on Monday");

            try (Subscription two = editor.log().subscribe(Cursor.EMPTY, seen -> second.addAll(lines(seen)))) {
                assertThat(second.take()).isEqualTo("Asserted by writer: Ships on Sunday");
                assertThat(two).isNotEqualTo(one);
            }
        }
    }

    /** So they hold up no program that ends without closing its memory. */
    @Test
    void areDeliveredOnADaemonThread() throws InterruptedException {
        BlockingQueue<Boolean> daemons = new LinkedBlockingQueue<>();
        writer.remember("Ships on Monday");
        try (Subscription subscription = writer.log()
                .subscribe(
                        Cursor.EMPTY,
                        changes -> daemons.add(Thread.currentThread().isDaemon()))) {
            assertThat(daemons.take()).isTrue();
            assertThat(subscription).isNotNull();
        }
    }

    @Test
    void areDeliveredAgainAfterTheSubscriberFails() throws InterruptedException {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        AtomicInteger calls = new AtomicInteger();
        writer.remember("Ships on Monday");
        try (Subscription subscription = editor.log().subscribe(Cursor.EMPTY, changes -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("The subscriber crashes");
            }
            received.addAll(lines(changes));
        })) {
            assertThat(received.take()).isEqualTo("Asserted by writer: Ships on Monday");
            assertThat(subscription).isNotNull();
        }
    }

    @Test
    void areCompleteForASubscriberThatResumesFromItsCursor() throws InterruptedException {
        BlockingQueue<Changes> received = new LinkedBlockingQueue<>();
        Changes kept;
        try (Subscription subscription = writer.log().subscribe(Cursor.EMPTY, received::add)) {
            editor.remember("Ships on Monday");
            kept = received.take();
            assertThat(subscription).isNotNull();
        }
        editor.remember("Ships on Tuesday");
        Cursor next = Cursor.parse(kept.next().toString());

        try (Subscription resumed = writer.log().subscribe(next, received::add)) {
            Changes missed = received.take();
            assertThat(lines(missed)).containsExactly("Asserted by editor: Ships on Tuesday");
            assertThat(resumed).isNotNull();
        }
    }

    @Test
    void endWithTheirMemory() throws InterruptedException {
        SharedMemory closing = another();
        AgentMemory closed = closing.task("order-7").agent("writer");
        List<String> received = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch first = new CountDownLatch(1);
        Subscription subscription = closed.log().subscribe(Cursor.EMPTY, changes -> {
            received.addAll(lines(changes));
            first.countDown();
        });
        closed.remember("Before the end");
        assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();

        closing.close();
        writer.remember("After the end");

        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().equals("commonground-subscription"))
                .allSatisfy(thread -> thread.join(10_000))
                .noneMatch(Thread::isAlive);
        assertThat(received).hasSize(1);
        assertThatIllegalStateException()
                .isThrownBy(() -> closed.log().subscribe(Cursor.EMPTY, changes -> {}))
                .withMessageContaining("The memory is closed");
        subscription.close();
    }

    @Test
    void haveNoSubscriptionToThePast() {
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        task.asOf(writer.log().cursor()).agent("writer").log().subscribe(Cursor.EMPTY, changes -> {}))
                .withMessageContaining("outside of graphs");
    }
}
