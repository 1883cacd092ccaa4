package dev.commonground.samples.proposal;

import dev.commonground.SharedMemory;
import dev.commonground.crew.Crew;
import dev.commonground.crew.CrewResult;
import dev.commonground.crew.Run;
import dev.commonground.crew.check.Verdict;
import dev.commonground.crew.event.ConsoleProgress;
import dev.commonground.crew.model.ModelCallException;
import dev.commonground.samples.model.ChosenModel;
import dev.commonground.samples.model.Models;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Runs a researcher, a writer and an editor that write a proposal with one shared memory. The variables of {@link Models}
 * select the chat model.
 */
@Command(
        name = "proposal",
        mixinStandardHelpOptions = true,
        description = "Writes a proposal with three agents that share one memory.",
        subcommands = {Comparison.class, ProposalGraph.class})
public final class ProposalPipeline implements Callable<Integer> {

    private static final String DEFAULT_RUN = "task_q3_proposal";

    private final PrintStream out;

    @Mixin
    private ProposalOptions options = new ProposalOptions();

    @Option(names = "--without-memory", description = "Run the same agents without the memory")
    private boolean withoutMemory;

    /** Creates the command; it prints to the console. */
    public ProposalPipeline() {
        this(System.out);
    }

    private ProposalPipeline(PrintStream out) {
        this.out = out;
    }

    /** Runs the command and exits with 0 for success, 1 for a failure and 2 for invalid options. */
    public static void main(String[] args) {
        int code = run(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(String... args) {
        return new CommandLine(new ProposalPipeline())
                .setCaseInsensitiveEnumValuesAllowed(true)
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
        if (withoutMemory) {
            withoutMemory(model, options, out);
        } else {
            run(model, options, out);
        }
        return 0;
    }

    /** Runs the pipeline, or the tasks of one agent, and resumes a run that another process began. */
    private static void run(ChosenModel model, ProposalOptions options, PrintStream out) {
        try {
            withMemory(model, options, out);
        } catch (ModelCallException e) {
            if (!(e.getCause() instanceof RemoteAgentModel.ItsTurnException turn)) {
                throw e;
            }
            out.println(turn.getMessage());
        }
    }

    /** Runs or resumes the pipeline, and returns the verdict on the proposal. */
    static Verdict withMemory(ChosenModel model, ProposalOptions options, PrintStream out) {
        try (SharedMemory memory = options.memory().open()) {
            ProposalTeam team = new ProposalTeam(
                    agent -> RemoteAgentModel.unless(options.agent(), agent, model.model()), options.library());
            Crew crew = options.crew(team)
                    .memory(memory)
                    .listener(progress(options, out))
                    .build();
            CrewResult result = start(crew, options, out);
            print(result, options, out);
            return result.verdict();
        }
    }

    private static void print(CrewResult result, ProposalOptions options, PrintStream out) {
        out.println();
        out.println("Who wrote (W) and who read (R) which memory:");
        out.println(result.ledger().text());
        report(result.verdict(), options.proposal().toString(), out);
        result.report().writeTo(options.report());
        out.println("The report is in " + options.report().resolve("report.html"));
    }

    private static CrewResult start(Crew crew, ProposalOptions options, PrintStream out) {
        String run = options.run() == null ? firstUnfinished(crew) : options.run();
        if (options.run() == null && !run.equals(DEFAULT_RUN) && crew.progress(run) == Crew.Progress.NOT_BEGUN) {
            out.println(
                    "Earlier runs are finished, so this is a new run, %s, with a memory of its own: --run %s shows the first one again"
                            .formatted(run, DEFAULT_RUN));
        }
        return crew.progress(run) == Crew.Progress.NOT_BEGUN
                ? crew.kickoff(Run.id(run).input("client", options.client()))
                : crew.resume(run);
    }

    private static String firstUnfinished(Crew crew) {
        String run = DEFAULT_RUN;
        for (int next = 2; crew.progress(run) == Crew.Progress.FINISHED; next++) {
            run = DEFAULT_RUN + "-" + next;
        }
        return run;
    }

    /** Runs the same agents without the memory, and checks their text against the constraints in the notes. */
    static Verdict withoutMemory(ChosenModel model, ProposalOptions options, PrintStream out) {
        ProposalTeam team = new ProposalTeam(model.model(), options.notes());
        Crew crew = team.pipeline(options.without())
                .withoutMemory()
                .listener(progress(options, out))
                .build();
        CrewResult result = crew.kickoff(Run.id(DEFAULT_RUN).input("client", options.client()));
        out.println();
        out.println("Checked against the constraints that the same researcher records with a memory:");
        Verdict verdict = new Audit(team, options.client()).of(result.text());
        report(verdict, options.without().toString(), out);
        return verdict;
    }

    private static ConsoleProgress progress(ProposalOptions options, PrintStream out) {
        ConsoleProgress progress = ConsoleProgress.to(out);
        return options.quiet() ? progress.quiet() : progress;
    }

    static void report(Verdict verdict, String file, PrintStream out) {
        verdict.lines().forEach(line -> out.println("  " + line));
        out.println("Constraints: " + verdict);
        out.println("The proposal is in " + file);
    }
}
