package dev.commonground.internal.search;

import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import dev.commonground.store.StatementVector;
import dev.commonground.store.StoredVectors;
import dev.commonground.store.VectorBytes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A scope of random statements: some are not live, some have several speakers, some have no vector. */
final class RandomScope {

    static final int DIMENSION = 96;

    private static final int CLUSTERS = 40;
    private static final List<Kind> KINDS = List.of(Kind.values());

    /** A passage, stored separately from the tested index. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record RandomPassage(int ordinal, String speaker, float @Nullable [] vector) {}

    final ScopeIndex index = new ScopeIndex();
    final BitSet live = new BitSet();
    final List<MemoryId> ids = new ArrayList<>();
    final List<Statement> statements = new ArrayList<>();
    final List<RandomPassage> passages = new ArrayList<>();
    private final Random random;
    private final List<float[]> centres = new ArrayList<>();

    /** Creates {@code size} statements; only a share of them is live, and only a share has vectors. */
    RandomScope(Random random, int size, double liveShare, double vectorShare) {
        this.random = random;
        for (int i = 0; i < CLUSTERS; i++) {
            centres.add(gaussian());
        }
        for (int i = 0; i < size; i++) {
            int again = statements.isEmpty() ? 0 : random.nextInt(statements.size());
            if (i % 10 == 9 && passages.stream().noneMatch(one -> one.ordinal == again && one.speaker.equals("Ann"))) {
                addPassage(again, "Ann", vectorShare);
            } else {
                ids.add(id());
                statements.add(new Statement(kind(), null, null, text()));
                if (random.nextDouble() < liveShare) {
                    live.set(statements.size() - 1);
                }
                addPassage(statements.size() - 1, "", vectorShare);
            }
        }
    }

    VisibleScope visible() {
        return new SearchTarget(index, live).visible();
    }

    private void addPassage(int ordinal, String speaker, double vectorShare) {
        float[] vector = random.nextDouble() < vectorShare ? VectorBytes.read(VectorBytes.of(vector())) : null;
        passages.add(new RandomPassage(ordinal, speaker, vector));
        index.addPassage(ordinal, ids.get(ordinal), statements.get(ordinal), speaker, bytes(vector));
    }

    private static byte @Nullable [] bytes(float @Nullable [] vector) {
        return vector == null ? null : VectorBytes.of(vector);
    }

    /** Returns a search over the vectors that uses no index. */
    ExactVectors vectors() {
        List<StatementVector> kept = passages.stream()
                .flatMap(one -> one.vector == null
                        ? Stream.<StatementVector>empty()
                        : Stream.of(new StatementVector(ids.get(one.ordinal), one.speaker, "random", one.vector)))
                .toList();
        return new ExactVectors(() -> kept);
    }

    /** Returns an index of the same statements with stored vectors. */
    ScopeIndex over(StoredVectors vectors) {
        ScopeIndex over = new ScopeIndex(vectors, ids::indexOf);
        passages.forEach(one -> over.addPassage(
                one.ordinal, ids.get(one.ordinal), statements.get(one.ordinal), one.speaker, bytes(one.vector)));
        return over;
    }

    private MemoryId id() {
        StringBuilder id = new StringBuilder("m-");
        for (int i = 0; i < 26; i++) {
            id.append((char) ('a' + random.nextInt(26)));
        }
        return new MemoryId(id.toString());
    }

    private Kind kind() {
        return KINDS.get(random.nextInt(KINDS.size()));
    }

    /** Returns a few random words with a bias to low numbers, from a set small enough for ties. */
    String text() {
        StringBuilder text = new StringBuilder("w0");
        for (int words = 1 + random.nextInt(6); words > 0; words--) {
            text.append(" w").append((int) (60 * random.nextDouble() * random.nextDouble()));
        }
        return text.toString();
    }

    /** Returns a unit vector near one of the centres. */
    float[] vector() {
        float[] near = centres.get(random.nextInt(CLUSTERS)).clone();
        float[] noise = gaussian();
        double squares = 0;
        for (int i = 0; i < near.length; i++) {
            near[i] += 0.7f * noise[i];
            squares += near[i] * near[i];
        }
        for (int i = 0; i < near.length; i++) {
            near[i] /= (float) Math.sqrt(squares);
        }
        return near;
    }

    private float[] gaussian() {
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }
}
