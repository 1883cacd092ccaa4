package dev.commonground.crew.check;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The checks of a text against the constraints and preferences of a team.
 *
 * <p>Memories of one key that contradict each other have one check. It is violated if the text meets none of them.
 * Otherwise it is unchecked, because the conflict is not settled.
 *
 * <p>Immutable and thread-safe.
 *
 * @param checks the checks, in the order of keys and values. Memories without a key come first
 */
public record Verdict(List<ConstraintCheck> checks) {

    private static final Comparator<Memory> BY_VALUE = Comparator.comparing(
                    (Memory memory) -> Objects.requireNonNullElse(memory.value(), ""))
            .thenComparing(Memory::text)
            .thenComparing(Memory::id);

    public Verdict {
        checks = List.copyOf(requireNonNull(checks, "checks"));
    }

    /** Checks {@code text} against the constraints and preferences among {@code memories}. */
    public static Verdict of(List<Memory> memories, String text) {
        Map<String, List<Memory>> byKey = new TreeMap<>();
        requireNonNull(text, "text");
        for (Memory memory : requireNonNull(memories, "memories")) {
            if (memory.kind() == Kind.CONSTRAINT || memory.kind() == Kind.PREFERENCE) {
                String key = Objects.requireNonNullElse(memory.key(), "");
                byKey.computeIfAbsent(key.toLowerCase(Locale.ROOT), k -> new ArrayList<>())
                        .add(memory);
            }
        }
        return new Verdict(byKey.values().stream()
                .flatMap(same -> ofKey(same, text).stream())
                .toList());
    }

    private static List<ConstraintCheck> ofKey(List<Memory> same, String text) {
        List<ConstraintCheck> sides = same.stream()
                .sorted(BY_VALUE)
                .map(memory -> ConstraintCheck.of(memory, text))
                .toList();
        Memory first = same.get(0);
        boolean conflict = same.stream().anyMatch(memory -> memory.statement().contradicts(first.statement()));
        return conflict ? List.of(inConflict(sides)) : sides;
    }

    private static ConstraintCheck inConflict(List<ConstraintCheck> sides) {
        boolean meetsNone = sides.stream().allMatch(side -> side.result() == ConstraintCheck.Result.VIOLATED);
        String values = sides.stream()
                .map(side -> Objects.requireNonNull(side.memory().value()))
                .distinct()
                .collect(Collectors.joining(" against "));
        ConstraintCheck first = sides.get(0);
        String violation = "in conflict, %s, and the text meets none: %s".formatted(values, first.reason());
        return meetsNone
                ? new ConstraintCheck(first.memory(), ConstraintCheck.Result.VIOLATED, violation)
                : unsettled(first.memory(), values);
    }

    private static ConstraintCheck unsettled(Memory memory, String values) {
        String reason = "in conflict, %s, and nobody has settled it".formatted(values);
        return new ConstraintCheck(memory, ConstraintCheck.Result.UNCHECKED, reason);
    }

    /** Returns the number of checks. */
    public int found() {
        return checks.size();
    }

    /** Returns the number of memories that the text meets. */
    public int met() {
        return count(ConstraintCheck.Result.MET);
    }

    /** Returns the number of memories that the text violates. */
    public int violated() {
        return count(ConstraintCheck.Result.VIOLATED);
    }

    /** Returns the number of memories that no rule can check. */
    public int unchecked() {
        return count(ConstraintCheck.Result.UNCHECKED);
    }

    private int count(ConstraintCheck.Result result) {
        return (int) checks.stream().filter(check -> check.result() == result).count();
    }

    /** Returns a line for each check. */
    public List<String> lines() {
        return checks.stream().map(ConstraintCheck::line).toList();
    }

    /** Returns the counts on one line. */
    @Override
    public String toString() {
        return "%d found: %d met, %d violated, %d unchecked".formatted(found(), met(), violated(), unchecked());
    }
}
