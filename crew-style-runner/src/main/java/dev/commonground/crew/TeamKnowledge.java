package dev.commonground.crew;

import dev.commonground.AgentMemory;
import dev.commonground.crew.check.ConstraintCheck;
import dev.commonground.crew.check.Verdict;
import dev.commonground.crew.event.CrewEvent.Disagreement;
import dev.commonground.crew.event.CrewEvent.Judged;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Conflict;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Scope;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The conflicts, checks and questions of a team, in the form of events. */
final class TeamKnowledge {

    private TeamKnowledge() {}

    /** Returns the conflicts between shared memories. */
    static List<Disagreement> conflicts(AgentMemory memory) {
        return memory.conflicts().stream()
                .filter(conflict -> conflict.memories().stream().noneMatch(TeamKnowledge::isPrivate))
                .map(TeamKnowledge::disagreement)
                .toList();
    }

    private static boolean isPrivate(Memory memory) {
        return memory.scope() instanceof Scope.Agent;
    }

    private static Disagreement disagreement(Conflict conflict) {
        return new Disagreement(
                conflict.key(),
                conflict.memories().stream()
                        .map(memory -> "%s (%s)".formatted(memory.value(), authors(memory)))
                        .toList());
    }

    /** Returns the checks of {@code text} against the constraints and preferences among {@code known}. */
    static List<Judged> judged(List<Memory> known, String text) {
        return Verdict.of(known, text).checks().stream()
                .map(TeamKnowledge::judged)
                .toList();
    }

    private static Judged judged(ConstraintCheck check) {
        Memory memory = check.memory();
        String label = memory.key() == null ? memory.text() : memory.key() + " = " + memory.value();
        return new Judged(label, quote(memory), authors(memory), check.result().name(), check.reason());
    }

    private static String quote(Memory memory) {
        return memory.assertions().stream()
                .map(Assertion::evidence)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(memory.text());
    }

    static List<String> questions(List<Memory> known) {
        return known.stream()
                .filter(memory -> memory.kind() == Kind.QUESTION)
                .map(memory -> "%s (%s)".formatted(memory.text(), authors(memory)))
                .toList();
    }

    private static String authors(Memory memory) {
        return memory.authors().stream().map(Author::name).collect(Collectors.joining(", "));
    }
}
