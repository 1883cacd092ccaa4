package dev.commonground.studio.page;

import dev.commonground.memory.Change;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;

/** A change as the page shows it; {@code id} and {@code text} are those of the memory that the change left. */
public record ChangeRow(String at, String author, String what, String id, String text) {

    static ChangeRow of(Change change) {
        if (change instanceof Change.Asserted asserted) {
            return row(change, "wrote", asserted.memory());
        }
        if (change instanceof Change.Superseded superseded) {
            return row(change, "superseded it by", superseded.by());
        }
        if (change instanceof Change.Erased erased) {
            return new ChangeRow(
                    ShownMemory.time(change.at()),
                    ShownMemory.name(change.author()),
                    "erased it",
                    erased.id().value(),
                    "");
        }
        return ended(change);
    }

    private static ChangeRow ended(Change change) {
        if (change instanceof Change.Revoked revoked) {
            return row(change, "revoked", revoked.id());
        }
        if (change instanceof Change.Restored restored) {
            return row(change, "restored", restored.id());
        }
        if (change instanceof Change.Forgotten forgotten) {
            return row(change, "forgot", forgotten.memory());
        }
        if (change instanceof Change.Annotated annotated) {
            return row(change, "annotated", annotated.memory());
        }
        if (change instanceof Change.Expired expired) {
            return row(change, "had said, until it expired,", expired.memory());
        }
        return change instanceof Change.Withdrawn withdrawn
                ? row(change, "had said, before the graph went back,", withdrawn.memory())
                : new ChangeRow(ShownMemory.time(change.at()), ShownMemory.name(change.author()), "changed it", "", "");
    }

    private static ChangeRow row(Change change, String what, MemoryId id) {
        return new ChangeRow(ShownMemory.time(change.at()), ShownMemory.name(change.author()), what, id.value(), "");
    }

    private static ChangeRow row(Change change, String what, Memory memory) {
        return new ChangeRow(
                ShownMemory.time(change.at()),
                ShownMemory.name(change.author()),
                what,
                memory.id().value(),
                ShownMemory.shown(memory.text()));
    }
}
