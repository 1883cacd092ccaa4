package dev.commonground.internal.search;

import dev.commonground.memory.MemoryId;
import dev.commonground.store.StatementVector;
import dev.commonground.store.StoredVectors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Compares a question with every stored vector, and records the limits of the requests for the nearest. */
public final class ExactVectors implements StoredVectors {

    private final Supplier<List<StatementVector>> kept;
    private final List<Integer> limits = new ArrayList<>();

    /**
     * Creates a search.
     *
     * @param kept returns the vectors; called for each search
     */
    public ExactVectors(Supplier<List<StatementVector>> kept) {
        this.kept = kept;
    }

    /** Returns the limit of each request for the nearest. */
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
                .map(vector -> new Passage(vector.id(), vector.speaker()))
                .collect(Collectors.toSet());
    }

    @Override
    public List<Neighbour> nearest(float[] question, int limit) {
        limits.add(limit);
        return kept.get().stream()
                .map(vector -> neighbour(question, vector))
                .sorted(Comparator.comparingDouble(Neighbour::similarity).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public List<Neighbour> similarities(float[] question, Collection<MemoryId> statements) {
        return kept.get().stream()
                .filter(vector -> statements.contains(vector.id()))
                .map(vector -> neighbour(question, vector))
                .toList();
    }

    private static Neighbour neighbour(float[] question, StatementVector vector) {
        double cosine = 0;
        for (int i = 0; i < question.length; i++) {
            cosine += (double) question[i] * vector.vector()[i];
        }
        return new Neighbour(new Passage(vector.id(), vector.speaker()), cosine);
    }
}
