package dev.commonground.studio;

import java.io.PrintWriter;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * The program in {@code commonground.jar}: see the memory and work with it from a terminal, a browser or an MCP client.
 *
 * <p>The exit code is 0 if all went well, 1 if the memory failed or was changed from outside, 2 if the arguments are wrong, and 3 if the task or the
 * memory does not exist.
 */
@Command(
        name = "commonground",
        description = "See and use the memory that agents share.",
        mixinStandardHelpOptions = true,
        versionProvider = StudioVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 done, 1 the memory failed or was changed from outside, 2 wrong arguments,",
            "3 no such task or memory.",
            "Completion for bash and zsh: source <(java -jar commonground.jar generate-completion)"
        },
        subcommands = {
            TasksCommand.class,
            ShowCommand.class,
            RecallCommand.class,
            BriefCommand.class,
            HistoryCommand.class,
            ConflictsCommand.class,
            DiffCommand.class,
            RememberCommand.class,
            ForgetCommand.class,
            EraseCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            ReviewCommand.class,
            VerifyCommand.class,
            SweepCommand.class,
            VacuumCommand.class,
            StatsCommand.class,
            ServeCommand.class,
            McpCommand.class,
            GenerateCompletion.class,
            HelpCommand.class
        })
public final class Studio {

    private Studio() {}

    /** Runs one command, and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** Runs one command with its output and its complaints going to these writers, and returns its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return commandLine().setOut(out).setErr(err).execute(args);
    }

    private static CommandLine commandLine() {
        return new CommandLine(new Studio())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(true)
                .setExecutionExceptionHandler(new FailedCommand());
    }
}
