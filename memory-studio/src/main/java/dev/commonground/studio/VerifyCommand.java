package dev.commonground.studio;

import dev.commonground.SharedMemory;
import dev.commonground.memory.Verification;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;

/** Compares the memory with the chain of hashes over it. */
@Command(
        name = "verify",
        description = "Find what was changed from outside: compare every entry of the owner with the chain of hashes.")
final class VerifyCommand extends StudioCommand {

    @Override
    int run(SharedMemory memory, Output output) {
        Verification found = memory.verify();
        output.print(() -> json(found), () -> text(found, output));
        return found.isIntact() ? 0 : FailedCommand.FAILED;
    }

    private static Map<String, ?> json(Verification found) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("intact", found.isIntact());
        json.put("entries", found.entries());
        json.put("flaws", found.flaws().stream().map(VerifyCommand::json).toList());
        return json;
    }

    private static Map<String, ?> json(Verification.Flaw flaw) {
        return Map.of("place", flaw.place(), "position", flaw.position(), "problem", flaw.problem());
    }

    private static void text(Verification found, Output output) {
        found.flaws()
                .forEach(flaw -> output.line("%s, entry %d: %s"
                        .formatted(PlainText.of(flaw.place()), flaw.position(), PlainText.of(flaw.problem()))));
        output.line(
                found.isIntact()
                        ? "%d entries, and nothing was changed from outside".formatted(found.entries())
                        : "%d entries, %d of them changed from outside"
                                .formatted(found.entries(), found.flaws().size()));
    }
}
