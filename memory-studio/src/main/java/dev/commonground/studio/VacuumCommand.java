package dev.commonground.studio;

import dev.commonground.SharedMemory;
import dev.commonground.memory.ErasureReceipt.Cleanup;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Rewrites the files of the store, so that nothing erased is left in them. */
@Command(name = "vacuum", description = "Rewrite the files, so that nothing erased, swept or deleted is left in them.")
final class VacuumCommand extends StudioCommand {

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli requires it
    private WritingAs writer = new WritingAs();

    @Override
    SharedMemory open(MemoryPlace place) {
        return place.write();
    }

    @Override
    int run(SharedMemory memory, Output output) {
        Cleanup cleanup = memory.clean();
        output.print(() -> json(cleanup), () -> text(cleanup, output));
        return cleanup.pending() == null ? 0 : FailedCommand.FAILED;
    }

    private static Map<String, ?> json(Cleanup cleanup) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("cleaned", cleanup.cleaned());
        json.put("pending", cleanup.pending());
        return json;
    }

    private static void text(Cleanup cleanup, Output output) {
        cleanup.cleaned().forEach(name -> output.line("Cleaned " + PlainText.of(name)));
        if (cleanup.pending() != null) {
            output.line("Not clean yet: " + PlainText.of(cleanup.pending()));
        }
    }
}
