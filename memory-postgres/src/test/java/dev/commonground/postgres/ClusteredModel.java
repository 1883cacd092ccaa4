package dev.commonground.postgres;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Computes deterministic vectors in clusters, similar to those of language models. */
final class ClusteredModel implements EmbeddingModel {

    static final int DIMENSION = 384;

    private static final int CLUSTERS = 200;

    /** The number of directions within a cluster. Real vectors vary in far fewer directions than they have dimensions. */
    private static final int DIRECTIONS = 24;

    private static final double NOISE = 0.2;

    private static final List<float[]> AXES = IntStream.range(0, CLUSTERS + DIRECTIONS)
            .mapToObj(seed -> gaussian(new Random(seed)))
            .toList();

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        return Response.from(segments.stream()
                .map(segment -> Embedding.from(vector(segment.text())))
                .toList());
    }

    static float[] vector(String text) {
        return vector(new Random(text.hashCode()), text.hashCode());
    }

    static float[] vector(Random random, int seed) {
        int cluster = Math.floorMod(seed, CLUSTERS);
        float[] vector = AXES.get(cluster).clone();
        for (int direction = 0; direction < DIRECTIONS; direction++) {
            add(vector, random.nextGaussian() / Math.sqrt(DIRECTIONS), AXES.get(CLUSTERS + direction));
        }
        add(vector, NOISE, gaussian(random));
        double length = Math.sqrt(cosine(vector, vector));
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] /= (float) length;
        }
        return vector;
    }

    private static void add(float[] vector, double times, float[] other) {
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] += (float) (times * other[i]);
        }
    }

    private static float[] gaussian(Random random) {
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    /** Returns the cosine of two vectors of length 1. */
    static double cosine(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
