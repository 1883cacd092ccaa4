package dev.commonground.internal.briefing;

import dev.commonground.memory.Conflict;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The memories that a briefing may carry. Each list is in the order of the reader's need, and no memory is in two lists.
 *
 * @param binding the memories that bind the reader
 * @param unconfirmed memories that would bind the reader if they were confirmed
 * @param conflicts the conflicts, whose memories are in no other list
 * @param questions the open questions
 * @param knowledge findings and finished work
 * @param live how many live memories of each kind the reader can see, candidates or not, without those held back
 * @param heldBack how many live memories of low trust are held back
 * @param provenance says where a memory comes from
 */
public record BriefingCandidates(
        List<Memory> binding,
        List<Memory> unconfirmed,
        List<Conflict> conflicts,
        List<Memory> questions,
        List<Memory> knowledge,
        Map<Kind, Integer> live,
        int heldBack,
        ProvenanceReader provenance) {

    /** Returns the constraints that persons set, which no other memory displaces. */
    List<BriefingItem> constraints() {
        return items(binding).stream().filter(BriefingItem::isPersonsConstraint).toList();
    }

    /** Returns what the result must respect: persons' constraints first, then what is contradicted, then the rest. */
    List<BriefingItem> core() {
        return Stream.of(
                        constraints().stream(),
                        conflicts.stream().map(conflict -> BriefingItem.of(conflict, provenance)),
                        items(binding).stream().filter(item -> !item.isPersonsConstraint()))
                .flatMap(part -> part)
                .toList();
    }

    /** Returns what may come to bind the reader, and the questions. */
    List<BriefingItem> open() {
        return Stream.of(
                        unconfirmed.stream().map(memory -> BriefingItem.unconfirmed(memory, provenance)),
                        items(questions).stream())
                .flatMap(part -> part)
                .toList();
    }

    /** Returns each memory as an item. */
    List<BriefingItem> items(List<Memory> memories) {
        return memories.stream()
                .map(memory -> BriefingItem.of(memory, provenance))
                .toList();
    }

    /** Returns how many live memories of each kind {@code told} leaves out. */
    Map<Kind, Integer> without(List<BriefingItem> told) {
        Map<Kind, Integer> left = new EnumMap<>(Kind.class);
        left.putAll(live);
        told.forEach(item -> item.memories().forEach(memory -> left.merge(memory.kind(), -1, Integer::sum)));
        left.values().removeIf(count -> count <= 0);
        return left;
    }
}
