package dev.commonground.recall;

import dev.commonground.log.StatementVector;
import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import dev.commonground.memory.StoredVectors;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A scope of random statements, some of them dead, some in several voices, some without a vector. */
final class RandomScope {

    static final int DIMENSION = 96;

    private static final int CLUSTERS = 40;
    private static final List<Kind> KINDS = List.of(Kind.values());

    /** One passage, kept apart from the index that is tested. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Said(int ordinal, String voice, float @Nullable [] vector) {}

    final ScopeIndex index = new ScopeIndex();
    final BitSet live = new BitSet();
    final List<MemoryId> ids = new ArrayList<>();
    final List<Statement> statements = new ArrayList<>();
    final List<Said> said = new ArrayList<>();
    private final Random random;
    private final List<float[]> centres = new ArrayList<>();

    /** Makes {@code size} statements of which a share is live and a share has vectors. */
    RandomScope(Random random, int size, double liveShare, double vectorShare) {
        this.random = random;
        for (int i = 0; i < CLUSTERS; i++) {
            centres.add(gaussian());
        }
        for (int i = 0; i < size; i++) {
            int again = statements.isEmpty() ? 0 : random.nextInt(statements.size());
            if (i % 10 == 9 && said.stream().noneMatch(one -> one.ordinal == again && one.voice.equals("Ann"))) {
                say(again, "Ann", vectorShare);
            } else {
                ids.add(id());
                statements.add(new Statement(kind(), null, null, text()));
                if (random.nextDouble() < liveShare) {
                    live.set(statements.size() - 1);
                }
                say(statements.size() - 1, "", vectorShare);
            }
        }
    }

    VisibleScope visible() {
        return new VisibleScope(index, live, Map.of());
    }

    private void say(int ordinal, String voice, double vectorShare) {
        float[] vector = random.nextDouble() < vectorShare ? vector() : null;
        said.add(new Said(ordinal, voice, vector));
        index.add(ordinal, ids.get(ordinal), statements.get(ordinal), voice, vector);
    }

    /** Returns the vectors apart from any index. */
    ExactVectors vectors() {
        List<StatementVector> kept = said.stream()
                .flatMap(one -> one.vector == null
                        ? Stream.<StatementVector>empty()
                        : Stream.of(new StatementVector(ids.get(one.ordinal), one.voice, "random", one.vector)))
                .toList();
        return new ExactVectors(() -> kept);
    }

    /** Returns an index of the same statements whose vectors are searched elsewhere. */
    ScopeIndex over(StoredVectors vectors) {
        ScopeIndex over = new ScopeIndex(vectors, ids::indexOf);
        said.forEach(
                one -> over.add(one.ordinal, ids.get(one.ordinal), statements.get(one.ordinal), one.voice, one.vector));
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

    /** Some words, the low numbers more often; few enough that texts and scores tie. */
    String text() {
        StringBuilder text = new StringBuilder("w0");
        for (int words = 1 + random.nextInt(6); words > 0; words--) {
            text.append(" w").append((int) (60 * random.nextDouble() * random.nextDouble()));
        }
        return text.toString();
    }

    /** A unit vector near one of the centres. */
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
