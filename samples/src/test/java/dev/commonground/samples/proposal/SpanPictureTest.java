package dev.commonground.samples.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.SharedMemory;
import dev.commonground.event.MemoryEvent.Actor;
import dev.commonground.event.MemoryEvent.Observation;
import dev.commonground.event.MemoryEvent.Operation;
import dev.commonground.event.MemoryEvent.OperationType;
import dev.commonground.memory.Author;
import dev.commonground.observation.MemoryTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpanPictureTest {

    private static final Actor ACTOR = new Actor(Author.agent("writer"), "q3", "draft", "q3");

    @TempDir
    Path folder;

    final InMemorySpanExporter spans = InMemorySpanExporter.create();
    final MemoryTelemetry telemetry = MemoryTelemetry.of(OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(spans))
                    .build())
            .build());

    @Test
    void drawsEachSpanBelowItsParentInTheColorOfItsOperation() {
        Observation run = telemetry.begin(new Operation(OperationType.RUN, ACTOR, null));
        Observation task = telemetry.begin(new Operation(OperationType.TASK, ACTOR, run));
        Observation step = telemetry.begin(new Operation(OperationType.STEP, ACTOR, task));
        Runnable leave = step.enter();
        try (SharedMemory memory = SharedMemory.builder(folder.resolve("memory.db"))
                .observer(telemetry)
                .keywordsOnly()
                .open()) {
            memory.task("q3").agent("writer").remember("Ada likes tea");
            memory.task("q3").agent("writer").recall("tea", 5);
        }
        leave.run();
        step.end(null);
        task.end(null);
        run.end(null);

        SpanTree tree = new SpanTree(spans.getFinishedSpanItems());

        assertThat(tree.rows())
                .extracting(SpanTree.SpanRow::toString)
                .containsExactly(
                        "invoke_workflow writer",
                        "  invoke_agent writer",
                        "    step draft",
                        "      create_memory",
                        "        commit",
                        "      search_memory");
        assertThat(new SpanPicture(tree).svg())
                .contains(">create_memory (remember)<", ">search_memory (recall)<", ">commit<")
                .contains("#37474f", "#1565c0", "#90caf9", "#ef6c00", "#2e7d32", "#ad1457");
    }

    @Test
    void isEmptyWithoutSpans() {
        assertThat(new SpanPicture(new SpanTree(spans.getFinishedSpanItems())).svg())
                .doesNotContain("<text");
    }
}
