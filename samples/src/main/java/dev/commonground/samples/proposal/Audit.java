package dev.commonground.samples.proposal;

import dev.commonground.SharedMemory;
import dev.commonground.crew.Crew;
import dev.commonground.crew.Run;
import dev.commonground.crew.check.Verdict;
import dev.commonground.memory.Memory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Checks a text that was written without a memory. A researcher with a memory reads the constraints from the notes. */
final class Audit {

    private static final String RUN = "audit";

    private final ProposalTeam team;
    private final String client;

    Audit(ProposalTeam team, String client) {
        this.team = team;
        this.client = client;
    }

    Verdict of(String text) {
        try {
            Path folder = Files.createTempDirectory("commonground-audit");
            try (SharedMemory memory = SharedMemory.open(folder.resolve("memory.db"))) {
                return Verdict.of(research(memory), text);
            } finally {
                remove(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The temporary folder of the audit cannot be created or removed: make java.io.tmpdir writable", e);
        }
    }

    private List<Memory> research(SharedMemory memory) {
        Crew.builder("audit")
                .tasks(team.research())
                .memory(memory)
                .build()
                .kickoff(Run.id(RUN).input("client", client));
        return memory.task(RUN).agent("auditor").list();
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
