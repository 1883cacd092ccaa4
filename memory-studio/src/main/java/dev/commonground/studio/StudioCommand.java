package dev.commonground.studio;

import dev.commonground.SharedMemory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that opens the memory, works on it and prints what it found. */
abstract class StudioCommand implements Callable<Integer> {

    @Mixin
    private MemoryPlace place = new MemoryPlace();

    @Option(names = "--json", description = "Print JSON for programs instead of text for people")
    private boolean json;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOption help = new HelpOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public final Integer call() {
        Output output =
                new Output(spec.commandLine().getOut(), spec.commandLine().getColorScheme(), json);
        try (SharedMemory memory = open(place)) {
            return run(memory, output);
        } finally {
            output.flush();
        }
    }

    /** Opens the memory to read it; a command that writes opens it for that. */
    SharedMemory open(MemoryPlace place) {
        return place.read();
    }

    /** Works and returns the exit code. */
    abstract int run(SharedMemory memory, Output output);

    MemoryPlace place() {
        return place;
    }

    /** Returns the complaint about arguments that do not fit together, which is printed with the usage. */
    ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
