package dev.commonground;

import dev.commonground.IsolationOracle.Place;
import dev.commonground.IsolationWorld.WrittenMemory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What was promoted in an {@link IsolationWorld}: an erasure of the source reaches a copy that nobody wrote himself. */
final class IsolationCopies {

    /** A statement at a place. */
    record Copy(WrittenMemory written, Statement statement) {}

    private record Line(Place place, Statement statement) {}

    private record Promoted(MemoryId id, Set<MemoryId> sources) {}

    private final Set<Line> originals = new HashSet<>();
    private final Map<Line, Promoted> promoted = new HashMap<>();

    void written(Place place, Statement statement) {
        originals.add(new Line(place, statement));
    }

    void promoted(MemoryId source, WrittenMemory copy, Statement statement) {
        Line line = new Line(copy.place(), statement);
        promoted.computeIfAbsent(line, first -> new Promoted(copy.id(), new HashSet<>()))
                .sources()
                .add(source);
    }

    /** Forgets an erased memory, and returns its copies without another source in the eraser's scopes; they are erased, too. */
    List<Copy> erased(WrittenMemory written, Statement statement, Collection<Place> searched) {
        remove(new Line(written.place(), statement));
        List<Copy> reached = new ArrayList<>();
        Map.copyOf(promoted).forEach((line, copy) -> {
            boolean alone = Set.of(written.id()).containsAll(copy.sources()) && !originals.contains(line);
            if (alone && searched.contains(line.place())) {
                reached.add(new Copy(new WrittenMemory(line.place(), copy.id()), line.statement()));
                remove(line);
            }
        });
        return reached;
    }

    void deleted(Predicate<Place> gone) {
        originals.removeIf(line -> gone.test(line.place()));
        promoted.keySet().removeIf(line -> gone.test(line.place()));
    }

    private void remove(Line line) {
        originals.remove(line);
        promoted.remove(line);
    }
}
