package dev.commonground.samples.proposal;

import dev.commonground.SharedMemory;
import dev.commonground.crew.Run;
import dev.commonground.observation.MemoryTelemetry;
import dev.commonground.samples.model.Models;
import dev.langchain4j.model.chat.ChatModel;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Runs the proposal pipeline with OpenTelemetry, and draws its spans. */
public final class ProposalSpans {

    private static final String CLIENT = "acme";

    private ProposalSpans() {}

    /** Prints the spans of a run, and draws them into the file that the first argument names, if there is one. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("proposal");
        SpanTree tree = of(folder, Models.fromEnvironment(Map.of()).model());
        tree.rows().forEach(System.out::println);
        if (arguments.length > 0) {
            Files.writeString(Path.of(arguments[0]), new SpanPicture(tree).svg());
        }
    }

    /** Returns the spans of the pipeline with a memory in {@code folder}. */
    static SpanTree of(Path folder, ChatModel model) {
        // guide
        InMemorySpanExporter spans = InMemorySpanExporter.create(); // in production, an exporter for your collector
        OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(spans))
                        .build())
                .build();

        try (telemetry;
                SharedMemory memory = open(folder.resolve("memory.db"), telemetry)) {
            new ProposalTeam(model, CallNotes.ofSample(CLIENT))
                    .pipeline(folder.resolve("proposal.md"))
                    .memory(memory)
                    .build()
                    .kickoff(Run.id("task_q3_proposal").input("client", CLIENT));
            // end of guide
            return new SpanTree(spans.getFinishedSpanItems());
        }
    }

    // guide
    private static SharedMemory open(Path file, OpenTelemetry telemetry) {
        return SharedMemory.builder(file)
                .observer(MemoryTelemetry.builder(telemetry).store("acme").build())
                .open();
    }
    // end of guide
}
