package dev.commonground.studio;

import dev.commonground.SharedMemory;
import dev.commonground.briefing.Briefing;
import dev.commonground.briefing.BriefingRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Briefs an agent. */
@Command(name = "brief", description = "Show the briefing with which an agent would start.")
final class BriefCommand extends StudioCommand {

    @Mixin
    private TaskChoice task = new TaskChoice();

    @Mixin
    private ReadingAs reader = new ReadingAs();

    @Option(names = "--work", description = "The agent's work, which decides what comes first")
    private @Nullable String work;

    @Option(names = "--budget", defaultValue = "2000", description = "The most tokens (default: 2000)")
    private int budget = 2_000;

    @Override
    int run(SharedMemory memory, Output output) {
        Briefing briefing =
                TaskChoice.as(task.existing(memory), reader.author()).brief(request());
        output.print(
                () -> Map.of("text", briefing.text(), "tokens", briefing.tokens(), "omitted", briefing.omitted()),
                () -> output.line(briefing.isEmpty() ? "Nothing to tell." : PlainText.lines(briefing.text())));
        return 0;
    }

    private BriefingRequest request() {
        BriefingRequest.Builder request = BriefingRequest.builder().budget(budget);
        return (work == null ? request : request.work(work)).build();
    }
}
