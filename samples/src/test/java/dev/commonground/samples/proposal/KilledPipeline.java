package dev.commonground.samples.proposal;

import dev.commonground.SharedMemory;
import dev.commonground.crew.Crew;
import dev.commonground.crew.Run;
import dev.commonground.samples.offline.OfflineModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs the pipeline in a process that kills itself with SIGKILL at the n-th event of its run. */
final class KilledPipeline {

    private KilledPipeline() {}

    /** Takes a folder, the number of the event or 0, the process, and optionally the URL of the memory. */
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        SharedMemory.Builder builder =
                args.length > 3 ? SharedMemory.builder(args[3]) : SharedMemory.builder(folder.resolve("memory.db"));
        System.out.println(run(folder, Integer.parseInt(args[1]), args[2], builder));
    }

    /** Runs or resumes the pipeline without a kill, and returns the number of events. */
    static int run(Path folder, String process) {
        return run(folder, 0, process, SharedMemory.builder(folder.resolve("memory.db")));
    }

    private static int run(Path folder, int fatal, String process, SharedMemory.Builder builder) {
        AtomicInteger events = new AtomicInteger();
        try (SharedMemory memory = builder.keywordsOnly().open()) {
            ProposalTeam team = new ProposalTeam(OfflineModel.create(), CallNotes.ofSample("acme"));
            Path proposal = folder.resolve("proposal.md");
            Crew crew = (process.equals("PARALLEL") ? team.inParallel(proposal) : team.pipeline(proposal))
                    .memory(memory)
                    .listener(event -> {
                        if (events.incrementAndGet() == fatal) {
                            kill();
                        }
                    })
                    .build();
            if (crew.progress("task") == Crew.Progress.NOT_BEGUN) {
                crew.kickoff(Run.id("task").input("client", "acme"));
            } else {
                crew.resume("task");
            }
            return events.get();
        }
    }

    private static void kill() {
        try {
            new ProcessBuilder(
                            "kill", "-9", Long.toString(ProcessHandle.current().pid()))
                    .start()
                    .waitFor();
            Thread.sleep(10_000);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("The process could not kill itself", e);
        }
    }
}
