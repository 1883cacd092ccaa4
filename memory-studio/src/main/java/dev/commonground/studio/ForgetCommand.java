package dev.commonground.studio;

import dev.commonground.AgentMemory;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Forgets one memory. */
@Command(name = "forget", description = "End the words of all authors of a memory; its history remains.")
final class ForgetCommand extends EndingCommand {

    ForgetCommand() {
        super("Forget");
    }

    @Override
    Optional<Memory> find(AgentMemory handle, MemoryId wanted) {
        return super.find(handle, wanted).filter(Memory::live);
    }

    @Override
    void end(AgentMemory handle, MemoryId wanted, Output output) {
        new OutcomePrinter(output).print(handle.forget(wanted));
    }
}
