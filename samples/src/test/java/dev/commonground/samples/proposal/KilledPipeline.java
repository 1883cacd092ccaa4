package dev.commonground.samples.proposal;

import dev.commonground.SharedMemory;
import dev.commonground.crew.Crew;
import dev.commonground.crew.Run;
import dev.commonground.samples.offline.OfflineModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** The pipeline in a process of its own, which kills itself with SIGKILL at the n-th event of its run. */
final class KilledPipeline {

    private KilledPipeline() {}

    /** Takes a folder, the number of the event or 0, the process, and the memory's URL if it is not in the folder. */
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        int fatal = Integer.parseInt(args[1]);
        AtomicInteger events = new AtomicInteger();
        try (SharedMemory memory =
                args.length > 3 ? SharedMemory.open(args[3]) : SharedMemory.open(folder.resolve("memory.db"))) {
            Team team = new Team(OfflineModel.create(), CallNotes.ofSample("acme"));
            Path proposal = folder.resolve("proposal.md");
            Crew crew = (args[2].equals("PARALLEL") ? team.inParallel(proposal) : team.pipeline(proposal))
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
            System.out.println(events.get());
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
