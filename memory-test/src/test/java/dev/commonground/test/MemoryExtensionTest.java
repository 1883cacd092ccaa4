package dev.commonground.test;

import static dev.commonground.test.MemoryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.commonground.SharedMemory;
import dev.commonground.event.MemoryEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Each test has a memory of its own, which is closed after it. */
class MemoryExtensionTest {

    private static final List<TestMemory> GIVEN = new ArrayList<>();

    private static Events run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute()
                .testEvents();
    }

    @Test
    void eachTestHasAnEmptyMemoryThatIsClosedAfterIt() {
        GIVEN.clear();

        run(TwoTests.class).assertStatistics(events -> events.succeeded(2));

        assertThat(GIVEN).hasSize(2).doesNotHaveDuplicates();
        for (TestMemory memory : GIVEN) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> memory.shared().task("a").agent("b").list());
        }
    }

    @Test
    void aMemoryForAllTestsIsRefused() {
        Events events = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(OneForAll.class))
                .execute()
                .containerEvents();

        assertThat(events.failed().stream()
                        .map(event -> event.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
                                .getThrowable()
                                .orElseThrow()
                                .getMessage()))
                .anyMatch(message -> message.contains("Each test has a memory of its own"));
    }

    @Test
    void settingsOfTheCallerHold() {
        run(WithOwner.class).assertStatistics(events -> events.succeeded(1));
    }

    /** Run by the test kit alone. */
    @Tag("race")
    @ExtendWith(MemoryExtension.class)
    static class TwoTests {

        @BeforeEach
        void keep(TestMemory memory) {
            GIVEN.add(memory);
        }

        @Test
        void one(TestMemory memory, SharedMemory shared, MemoryRecorder recorder) {
            shared.task("a").agent("writer").remember("One");
            assertThat(memory).task("a").agent("editor").knows("One");
            assertThat(recorder.events(MemoryEvent.Written.class)).hasSize(1);
            recorder.clear();
            assertThat(recorder.events()).isEmpty();
        }

        @Test
        void two(SharedMemory shared) {
            assertThat(shared.task("a").agent("editor").list()).isEmpty();
        }
    }

    /** Run by the test kit alone. */
    @Tag("race")
    @ExtendWith(MemoryExtension.class)
    static class OneForAll {

        @BeforeAll
        static void keep(TestMemory memory) {
            GIVEN.add(memory);
        }

        @Test
        void one() {}
    }

    /** Run by the test kit alone. */
    @Tag("race")
    static class WithOwner {

        @RegisterExtension
        final MemoryExtension memories = MemoryExtension.with(builder -> builder.owner("ann"));

        @Test
        void one(TestMemory memory) {
            memory.shared().task("a").agent("writer").remember("One");
            assertThat(memory.shared().tasks("", 10).items()).hasSize(1);
        }
    }

    @AfterAll
    static void clear() {
        GIVEN.clear();
    }
}
