package dev.commonground.studio;

import dev.commonground.SharedMemory;
import dev.commonground.memory.ErasureReceipt.Cleanup;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Rewrites the files of the store, so that nothing erased is left in them. */
@Command(name = "vacuum", description = "Rewrite the files, so that nothing erased, swept or deleted is left in them.")
final class VacuumCommand extends StudioCommand {

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli requires it
    private WritingAs writer = new WritingAs();

    @Option(names = "--dry-run", description = "Only tell how much would be freed, and whether removed content is left")
    private boolean dryRun;

    @Override
    SharedMemory open(MemoryPlace place) {
        return dryRun ? place.read() : place.write();
    }

    @Override
    int run(SharedMemory memory, Output output) {
        if (dryRun) {
            VacuumPreview preview = VacuumPreview.of(place());
            output.print(() -> json(preview), () -> preview.text().lines().forEach(output::line));
            return 0;
        }
        Cleanup cleanup = memory.clean();
        output.print(() -> json(cleanup), () -> text(cleanup, output));
        return cleanup.pending() == null ? 0 : FailedCommand.FAILED;
    }

    private static Map<String, ?> json(VacuumPreview preview) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("bytes", preview.size());
        json.put("wouldFree", preview.free());
        json.put("removedContent", preview.removed());
        return json;
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
