package dev.commonground.samples.proposal;

import dev.commonground.SharedMemory;
import dev.commonground.crew.Crew;
import dev.commonground.crew.Run;
import dev.commonground.crew.check.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Judges a text that was written without memory by what the notes ask for: the researcher reads them once more. */
final class Audit {

    private static final String RUN = "audit";

    private final Team team;
    private final String client;

    Audit(Team team, String client) {
        this.team = team;
        this.client = client;
    }

    Verdict of(String text) {
        try {
            Path folder = Files.createTempDirectory("commonground-audit");
            try (SharedMemory memory = SharedMemory.open(folder.resolve("memory.db"))) {
                Crew.builder("audit")
                        .tasks(team.research())
                        .memory(memory)
                        .build()
                        .kickoff(Run.id(RUN).input("client", client));
                return Verdict.of(memory.task(RUN).agent("auditor").list(), text);
            } finally {
                remove(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The audit needs a temporary folder, but could not make or remove it", e);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
