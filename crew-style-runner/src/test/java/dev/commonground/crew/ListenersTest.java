package dev.commonground.crew;

import static dev.commonground.crew.Crews.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.CrewListener;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.data.message.AiMessage;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A slow or failing listener harms no more than its own run. */
class ListenersTest {

    final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Crew.Builder crew(ScriptedChatModel model) {
        return Crew.builder("proposal")
                .tasks(task("draft", Crews.agent("writer", model).build()).build())
                .withoutMemory();
    }

    /** Waits for the end of a latch at the first event of the run {@code slow}. */
    private record Slow(CountDownLatch reached, CountDownLatch free) implements CrewListener {

        @Override
        public void on(CrewEvent event) {}

        @Override
        public void on(String run, CrewEvent event) {
            if (run.equals("slow")) {
                reached.countDown();
                ListenersTest.await(free);
            }
        }
    }

    @Test
    void thatAreSlowHoldUpNoOtherRun() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        Crew crew = crew(new ScriptedChatModel().says("Quick.").says("Slow."))
                .listener(new Slow(reached, free))
                .build();
        Future<CrewResult> slow = threads.submit(() -> crew.kickoff(Run.id("slow")));
        await(reached);

        Future<CrewResult> quick = threads.submit(() -> crew.kickoff(Run.id("quick")));

        assertThat(quick.get(30, TimeUnit.SECONDS).text()).isEqualTo("Quick.");
        free.countDown();
        assertThat(slow.get(1, TimeUnit.MINUTES).text()).isEqualTo("Slow.");
    }

    /** Fails at every silence. */
    private record Failing(AtomicInteger silences) implements CrewListener {

        @Override
        public void on(CrewEvent event) {}

        @Override
        public void onSilence(String run, Duration silence) {
            silences.incrementAndGet();
            throw new IllegalStateException("no dots");
        }
    }

    private record Counting(CountDownLatch silences) implements CrewListener {

        @Override
        public void on(CrewEvent event) {}

        @Override
        public void onSilence(String run, Duration silence) {
            silences.countDown();
        }
    }

    @Test
    void thatFailAtASilenceAreToldOfTheNextAndStopNoOther() {
        AtomicInteger failures = new AtomicInteger();
        CountDownLatch silences = new CountDownLatch(2);
        ScriptedChatModel model = new ScriptedChatModel().then(() -> {
            await(silences);
            return AiMessage.from("Written.");
        });
        Crew crew = crew(model)
                .listener(new Failing(failures))
                .listener(new Counting(silences))
                .build();

        assertThat(crew.kickoff(Run.id("q3")).text()).isEqualTo("Written.");

        assertThat(failures).hasValueGreaterThanOrEqualTo(2);
    }
}
