package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.commonground.langgraph4j.RunsUnderWay.StepVisit;
import dev.commonground.memory.Cursor;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RunsUnderWayTest {

    final Cursor begun = Cursor.newRun();
    final Cursor reached = begun.with("task order-7", new Cursor.Place(1, new TreeMap<>(Map.of(1L, 1L))));

    /** Returns what {@code work} returns on a thread that has ended. */
    static <T> T elsewhere(Supplier<T> work) throws InterruptedException {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> result.complete(work.get()));
        thread.start();
        thread.join();
        return result.join();
    }

    StepVisit enter(Cursor cursor, boolean travels) {
        return RunsUnderWay.enter(new ArrivingStep("order-7", "write", cursor, false, travels, null));
    }

    /** Returns whether a step at the beginning of the run is refused. */
    boolean isRefused() {
        try {
            enter(begun, false);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    @Test
    void aStepWhoseThreadHasEndedIsOver() throws Exception {
        elsewhere(() -> enter(begun, false));

        assertThatNoException().isThrownBy(() -> enter(begun, false));
    }

    @Test
    void aStepWhoseStreamIsReadOutlivesItsThread() throws Exception {
        elsewhere(() -> {
            StepVisit visit = enter(begun, false);
            visit.reading(true);
            visit.reading(false);
            return visit;
        });

        assertThatIllegalStateException()
                .isThrownBy(() -> enter(begun, true))
                .withMessageContaining("Thread order-7 is under way in another run, at node write");
    }

    @Test
    void aStepThatWasGivenUpIsOver() throws Exception {
        elsewhere(() -> {
            StepVisit visit = enter(begun, false);
            visit.reading(true);
            visit.giveUp();
            return visit;
        });

        assertThatNoException().isThrownBy(() -> enter(begun, false));
    }

    @Test
    void aStepThatSeesTheEndOfTheOneBeforeFollowsItAtOnce() throws Exception {
        elsewhere(() -> {
            StepVisit visit = enter(begun, false);
            visit.leave(reached);
            return visit;
        });

        assertThatNoException().isThrownBy(() -> enter(reached, false));
    }

    @Test
    void aStepThatWouldHideWhatAnotherHasJustReachedIsRefusedForASecond() throws Exception {
        long before = System.nanoTime();
        elsewhere(() -> {
            StepVisit visit = enter(begun, false);
            visit.leave(reached);
            return visit;
        });

        boolean refused = isRefused();

        boolean secondHasPassed = System.nanoTime() - before > 1_000_000_000;
        assertThat(refused || secondHasPassed).isTrue();
    }

    @Test
    void aStepThatGoesBackOnPurposeFollowsAtOnce() throws Exception {
        elsewhere(() -> {
            StepVisit visit = enter(begun, false);
            visit.leave(reached);
            return visit;
        });

        assertThatNoException().isThrownBy(() -> enter(begun, true));
    }

    @Test
    void aStepUnderWayIsKnownAmongThousandsOfOthers() throws Exception {
        StepVisit own = enter(begun, false);
        for (int i = 0; i < 2_000; i++) {
            enter(Cursor.newRun(), false).leave(reached);
        }

        Boolean refused = elsewhere(this::isRefused);

        assertThat(refused).isTrue();
        own.giveUp();
    }
}
