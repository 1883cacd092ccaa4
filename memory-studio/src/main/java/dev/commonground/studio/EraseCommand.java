package dev.commonground.studio;

import dev.commonground.AgentMemory;
import dev.commonground.memory.MemoryId;
import java.util.Map;
import picocli.CommandLine.Command;

/** Erases one memory for good. */
@Command(
        name = "erase",
        description = "Remove the words, evidence, metadata and vectors of a memory for good, from old moments too.")
final class EraseCommand extends EndingCommand {

    EraseCommand() {
        super("Erase");
    }

    @Override
    void end(AgentMemory handle, MemoryId wanted, Output output) {
        handle.erase(wanted);
        output.print(() -> Map.of("erased", wanted.value()), () -> output.line("Erased " + wanted));
    }
}
