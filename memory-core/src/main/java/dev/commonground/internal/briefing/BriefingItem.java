package dev.commonground.internal.briefing;

import dev.commonground.memory.Conflict;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.memory.PromptText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What takes one line of a briefing: a memory, or all sides of a conflict.
 *
 * @param conflict the conflict, or null
 * @param sources where each memory comes from, in the order of the memories
 */
record BriefingItem(
        BriefingSection section,
        List<Memory> memories,
        @Nullable Conflict conflict,
        List<String> sources) {

    static BriefingItem of(Memory memory, ProvenanceReader provenance) {
        return of(BriefingSection.of(memory), memory, provenance);
    }

    /** Returns a memory that would bind if it were confirmed. */
    static BriefingItem unconfirmed(Memory memory, ProvenanceReader provenance) {
        return of(BriefingSection.UNCONFIRMED, memory, provenance);
    }

    private static BriefingItem of(BriefingSection section, Memory memory, ProvenanceReader provenance) {
        return new BriefingItem(
                section, List.of(memory), null, List.of(provenance.of(memory).text()));
    }

    static BriefingItem of(Conflict conflict, ProvenanceReader provenance) {
        List<String> sources = conflict.memories().stream()
                .map(memory -> provenance.of(memory).text())
                .toList();
        return new BriefingItem(BriefingSection.CONFLICTS, conflict.memories(), conflict, sources);
    }

    /** Returns whether this is a constraint that a person set. */
    boolean isPersonsConstraint() {
        return section == BriefingSection.BINDING_FROM_PEOPLE && memories.get(0).kind() == Kind.CONSTRAINT;
    }

    /** Returns the line. The sides of a conflict are always told with their authors, who may have to settle it. */
    String line(BriefingForm form) {
        String told = conflict == null
                ? form.note(memories.get(0), sources.get(0))
                : PromptText.line(PromptText.term(conflict.key()) + ": ") + String.join(" | against | ", sides());
        return (form == BriefingForm.FULL ? "- " : "") + told + "\n";
    }

    private List<String> sides() {
        List<String> sides = new ArrayList<>();
        for (int side = 0; side < memories.size(); side++) {
            sides.add(BriefingForm.FULL.note(memories.get(side), sources.get(side)));
        }
        return sides;
    }
}
