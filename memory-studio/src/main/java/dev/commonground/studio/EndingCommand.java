package dev.commonground.studio;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.MemoryId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command that ends one memory, or shows which one it would end. */
abstract class EndingCommand extends StudioCommand {

    private final String verb;

    @Mixin
    private TaskChoice task = new TaskChoice();

    @Parameters(index = "1", paramLabel = "ID", description = "The id of the memory, m-...")
    private String id = "";

    @Mixin
    private WritingAs writer = new WritingAs();

    @Option(names = "--dry-run", description = "Only show the memory that would end")
    private boolean dryRun;

    /**
     * Creates the command.
     *
     * @param verb what happens to the memory, capitalized, such as {@code Forget}
     */
    EndingCommand(String verb) {
        this.verb = verb;
    }

    @Override
    final SharedMemory open(MemoryPlace place) {
        return dryRun ? place.read() : place.write();
    }

    @Override
    final int run(SharedMemory memory, Output output) {
        AgentMemory handle = TaskChoice.as(task.existing(memory), writer.author());
        MemoryId wanted = new MemoryId(id);
        if (dryRun) {
            preview(find(handle, wanted).orElseThrow(() -> new MemoryException.NotFound(wanted)), output);
        } else {
            end(handle, wanted, output);
        }
        return 0;
    }

    private void preview(Memory found, Output output) {
        output.print(() -> Map.of("would" + verb, MemoryJson.of(found)), () -> {
            output.line("Would " + verb.toLowerCase(Locale.ROOT));
            new MemoryText(output).details(found);
        });
    }

    /** Returns the memory if it can be ended. */
    Optional<Memory> find(AgentMemory handle, MemoryId wanted) {
        return handle.find(wanted);
    }

    /** Ends the memory and prints what was done. */
    abstract void end(AgentMemory handle, MemoryId wanted, Output output);
}
