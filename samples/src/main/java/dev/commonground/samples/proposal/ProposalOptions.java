package dev.commonground.samples.proposal;

import dev.commonground.SharedMemory;
import dev.commonground.crew.Crew;
import dev.commonground.crew.Process;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that all variants of the pipeline share. */
final class ProposalOptions {

    /** How many readings of each scope are kept, so that everybody can see later who knew what. */
    private static final int READINGS = 10_000;

    @Option(
            names = "--client",
            defaultValue = "acme",
            description = "The client of the proposal; the samples have notes about acme and bakery (default: acme)")
    private String client = "acme";

    @Option(
            names = "--notes",
            description = "Your own call notes, a text file (default: the sample notes about the client)")
    private @Nullable Path notes;

    @Option(
            names = "--folder",
            defaultValue = "target/proposal",
            description = "The folder for the memory and the proposal (default: target/proposal)")
    private Path folder = Path.of("target/proposal");

    @Option(
            names = "--memory",
            description =
                    "The JDBC URL of a PostgreSQL database to keep the memory in, for agents on several machines (default: a file in the folder)")
    private @Nullable String url;

    @Option(
            names = "--agent",
            description =
                    "The only agent in this process: researcher, writer or editor; at the turn of another agent, the run stops and waits for its process (default: all)")
    private @Nullable String agent;

    @Option(
            names = "--run",
            description =
                    "The id of the run; a stopped run is resumed (default: the first unfinished task_q3_proposal)")
    private @Nullable String run;

    @Option(
            names = "--process",
            defaultValue = "SEQUENTIAL",
            description =
                    "The process of the crew: sequential, parallel (three researchers) or hierarchical (with a manager); default: sequential")
    private Process process = Process.SEQUENTIAL;

    @Option(names = "--keywords-only", description = "Search the memory by keywords alone, without the embedding model")
    private boolean keywordsOnly;

    @Option(names = "--quiet", description = "Print only the end of the run")
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

    /** Returns the crew of {@code team} in the selected process. */
    Crew.Builder crew(ProposalTeam team) {
        return switch (process) {
            case SEQUENTIAL -> team.pipeline(proposal());
            case PARALLEL -> team.inParallel(proposal());
            case HIERARCHICAL -> team.managed(proposal());
        };
    }

    SharedMemory.Builder memory() {
        SharedMemory.Builder builder =
                url == null ? SharedMemory.builder(folder.resolve("memory.db")) : SharedMemory.builder(url);
        return (keywordsOnly ? builder.keywordsOnly() : builder).readLedger(READINGS);
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
