package dev.commonground.internal.search;

/**
 * Estimates of the cosines of a scope's passages to a question, each times a weight. Valid until the {@link Neighbours} that
 * returned them are closed. Thread-safe until then.
 */
final class EstimatedCosines {

    /** No passage has a vector. */
    static final EstimatedCosines NONE = new EstimatedCosines(new short[0], new double[1]);

    private final short[] distances;
    private final double[] byDistance;

    /**
     * Creates estimates from distances.
     *
     * @param distances the distance of each passage
     * @param byDistance the weighted estimate by distance; the last one is that of all greater distances
     */
    EstimatedCosines(short[] distances, double[] byDistance) {
        this.distances = distances;
        this.byDistance = byDistance;
    }

    /** Returns the weighted estimate of a passage; 0 for a passage without a vector. */
    double of(int passage) {
        return passage < distances.length ? byDistance[Math.min(distances[passage], byDistance.length - 1)] : 0;
    }
}
