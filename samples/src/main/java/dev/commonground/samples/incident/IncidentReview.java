package dev.commonground.samples.incident;

import dev.commonground.SharedMemory;
import dev.commonground.crew.Crew;
import dev.commonground.crew.CrewResult;
import dev.commonground.crew.Run;
import dev.commonground.crew.event.ConsoleProgress;
import dev.commonground.samples.model.ChosenModel;
import dev.commonground.samples.model.Models;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reviews an incident: two agents read a log each and disagree, a third settles it, a fourth writes it up. */
@Command(
        name = "incident",
        mixinStandardHelpOptions = true,
        description = "Reviews an incident with four agents that share one memory.")
public final class IncidentReview implements Callable<Integer> {

    private final PrintStream out = System.out;

    @Option(names = "--shop", description = "A log of your own in the place of the shop's")
    private @Nullable Path shop;

    @Option(names = "--database", description = "A log of your own in the place of the database's")
    private @Nullable Path database;

    @Option(
            names = "--folder",
            defaultValue = "target/incident",
            description = "Where memory, review and report are kept (default: target/incident)")
    private Path folder = Path.of("target/incident");

    @Option(names = "--run", defaultValue = "incident-4711", description = "The run's id; one that stopped is resumed")
    private String run = "incident-4711";

    @Option(names = "--quiet", description = "Print only how the run ends")
    private boolean quiet;

    /** Creates the command; it prints to the console. */
    public IncidentReview() {}

    /** Runs the command and exits with its code: 0 when all went well, 1 for a failure, 2 for wrong options. */
    public static void main(String[] args) {
        int code = run(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(String... args) {
        return new CommandLine(new IncidentReview())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(failure.getMessage());
                    return 1;
                })
                .execute(args);
    }

    @Override
    public Integer call() {
        ChosenModel model = Models.fromEnvironment(System.getenv());
        out.println(model.banner());
        try (SharedMemory memory = SharedMemory.open(folder.resolve("memory.db"))) {
            ConsoleProgress progress = ConsoleProgress.to(out);
            Crew crew = new IncidentTeam(model.model())
                    .crew(log(shop, "shop"), log(database, "database"), folder.resolve("review.md"))
                    .memory(memory)
                    .listener(quiet ? progress.quiet() : progress)
                    .build();
            CrewResult result = crew.progress(run) == Crew.Progress.NOT_BEGUN
                    ? crew.kickoff(Run.id(run).input("incident", run))
                    : crew.resume(run);
            result.report().writeTo(folder.resolve("report"));
            out.println();
            out.println(result.text());
            out.println("The report is in " + folder.resolve("report").resolve("report.html"));
        }
        return 0;
    }

    private static LogFile log(@Nullable Path own, String sample) {
        return own == null ? LogFile.ofSample(sample) : LogFile.in(own);
    }
}
