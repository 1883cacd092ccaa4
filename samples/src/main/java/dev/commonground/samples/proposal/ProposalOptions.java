package dev.commonground.samples.proposal;

import dev.commonground.SharedMemory;
import dev.commonground.crew.Crew;
import dev.commonground.crew.Process;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that all forms of the pipeline share. */
final class ProposalOptions {

    @Option(
            names = "--client",
            defaultValue = "acme",
            description = "Who the proposal is for; the samples have notes about acme and bakery (default: acme)")
    private String client = "acme";

    @Option(
            names = "--notes",
            description = "Your own call notes, a text file (default: the samples' about the client)")
    private @Nullable Path notes;

    @Option(
            names = "--folder",
            defaultValue = "target/proposal",
            description = "Where memory and proposal are kept (default: target/proposal)")
    private Path folder = Path.of("target/proposal");

    @Option(
            names = "--memory",
            description =
                    "The JDBC URL of a PostgreSQL database to keep the memory in, for agents on several machines (default: a file in the folder)")
    private @Nullable String url;

    @Option(
            names = "--agent",
            description =
                    "The one agent that works in this process: researcher, writer or editor; the run stops at another's turn and goes on where that one is started (default: all)")
    private @Nullable String agent;

    @Option(
            names = "--run",
            description =
                    "The run's id; one that was stopped is resumed (default: the first task_q3_proposal that is not finished)")
    private @Nullable String run;

    @Option(
            names = "--process",
            defaultValue = "SEQUENTIAL",
            description =
                    "How the crew works: sequential, parallel (three researchers side by side) or hierarchical (under a manager); default: sequential")
    private Process process = Process.SEQUENTIAL;

    @Option(names = "--quiet", description = "Print only how the run ends")
    private boolean quiet;

    String client() {
        return client;
    }

    CallNotes notes() {
        return library().notes("");
    }

    CallNotes.Library library() {
        if (notes == null) {
            return CallNotes.samplesAbout(client);
        }
        CallNotes own = CallNotes.in(notes);
        return topic -> own;
    }

    Path report() {
        return folder.resolve("report");
    }

    /** Returns the crew of {@code team} in the process that was asked for. */
    Crew.Builder crew(Team team) {
        return switch (process) {
            case SEQUENTIAL -> team.pipeline(proposal());
            case PARALLEL -> team.inParallel(proposal());
            case HIERARCHICAL -> team.managed(proposal());
        };
    }

    SharedMemory.Builder memory() {
        return url == null ? SharedMemory.builder(folder.resolve("memory.db")) : SharedMemory.builder(url);
    }

    @Nullable
    String agent() {
        return agent;
    }

    Path proposal() {
        return folder.resolve("proposal.md");
    }

    Path without() {
        return folder.resolve("proposal-without-memory.md");
    }

    @Nullable
    String run() {
        return run;
    }

    boolean quiet() {
        return quiet;
    }
}
