package dev.commonground.studio;

import dev.commonground.memory.Change;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import org.jspecify.annotations.Nullable;

/**
 * A change in the words of people.
 *
 * @param id the memory
 * @param verb what happened to it
 * @param text the text that the change left: that of the memory, or of the one that superseded it; null after an erasure
 * @param evidence the words that support the change, or null
 */
record ToldChange(
        MemoryId id,
        String verb,
        @Nullable String text,
        @Nullable String evidence) {

    static ToldChange of(Change change) {
        if (change instanceof Change.Asserted asserted) {
            return of(asserted.memory(), "asserted", asserted.assertion().evidence());
        }
        if (change instanceof Change.Superseded superseded) {
            return superseded(superseded.memory().id(), superseded.by());
        }
        return change instanceof Change.Erased erased
                ? new ToldChange(erased.id(), "erased", null, null)
                : ended(change);
    }

    private static ToldChange superseded(MemoryId id, Memory by) {
        return new ToldChange(id, "superseded by " + by.id(), by.text(), null);
    }

    private static ToldChange ended(Change change) {
        if (change instanceof Change.Revoked revoked) {
            return new ToldChange(revoked.id(), "revoked", null, null);
        }
        if (change instanceof Change.Restored restored) {
            return new ToldChange(restored.id(), "restored", null, null);
        }
        if (change instanceof Change.Forgotten forgotten) {
            return of(forgotten.memory(), forgotten.memory().live() ? "withdrawn by its author" : "forgotten");
        }
        if (change instanceof Change.Annotated annotated) {
            return of(annotated.memory(), "annotated");
        }
        if (change instanceof Change.Expired expired) {
            return of(expired.memory(), "expired");
        }
        return of(((Change.Withdrawn) change).memory(), "withdrawn: its graph went back to an earlier checkpoint");
    }

    private static ToldChange of(Memory memory, String verb) {
        return of(memory, verb, null);
    }

    private static ToldChange of(Memory memory, String verb, @Nullable String evidence) {
        return new ToldChange(memory.id(), verb, memory.text(), evidence);
    }
}
