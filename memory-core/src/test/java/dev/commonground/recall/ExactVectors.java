package dev.commonground.recall;

import dev.commonground.log.StatementVector;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.StoredVectors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Compares a question with every vector that is kept, and counts how often it was asked for the nearest. */
public final class ExactVectors implements StoredVectors {

    private final Supplier<List<StatementVector>> kept;
    private final List<Integer> limits = new ArrayList<>();

    /** Searches what {@code kept} returns whenever it is asked. */
    public ExactVectors(Supplier<List<StatementVector>> kept) {
        this.kept = kept;
    }

    /** Returns how many were asked for, each time. */
    public List<Integer> limits() {
        return limits;
    }

    @Override
    public int dimension() {
        return kept.get().isEmpty() ? 0 : kept.get().get(0).vector().length;
    }

    @Override
    public Set<Passage> passages() {
        return kept.get().stream()
                .map(vector -> new Passage(vector.id(), vector.voice()))
                .collect(Collectors.toSet());
    }

    @Override
    public List<Near> nearest(float[] question, int limit) {
        limits.add(limit);
        return kept.get().stream()
                .map(vector -> near(question, vector))
                .sorted(Comparator.comparingDouble(Near::similarity).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public List<Near> similarities(float[] question, Collection<MemoryId> statements) {
        return kept.get().stream()
                .filter(vector -> statements.contains(vector.id()))
                .map(vector -> near(question, vector))
                .toList();
    }

    private static Near near(float[] question, StatementVector vector) {
        double cosine = 0;
        for (int i = 0; i < question.length; i++) {
            cosine += (double) question[i] * vector.vector()[i];
        }
        return new Near(vector.id(), cosine);
    }
}
