package dev.commonground.internal.search;

/**
 * Iterates over the passages of a scope by increasing distance of their sign bits; passages at the same distance keep
 * the order of the log. The iteration sorts one ring of distances at a time, and only as far as the caller reads.
 *
 * <p>Not thread-safe.
 */
final class NearestVectors {

    /** Each ring holds about this many times the passages of the ring before. */
    private static final int GROWTH = 3;

    private final short[] distances;

    /** The number of passages at each distance. */
    private final int[] counts;

    private int[] ring = {};
    private int at;

    /** The first distance beyond the current ring. */
    private int beyond;

    private int ringSize;

    /**
     * Starts at the nearest passage.
     *
     * @param distances the distance of each passage; a passage beyond {@code maxDistance} is never returned
     * @param maxDistance the largest possible distance
     * @param firstRing the approximate number of passages in the first ring
     */
    NearestVectors(short[] distances, int maxDistance, int firstRing) {
        this.distances = distances;
        this.counts = new int[maxDistance + 1];
        this.ringSize = firstRing;
        for (short distance : distances) {
            if (distance <= maxDistance) {
                counts[distance]++;
            }
        }
    }

    /** Returns the next passage; -1 after the last. */
    int next() {
        while (at == ring.length && beyond < counts.length) {
            sortNextRing();
        }
        return at < ring.length ? ring[at++] : -1;
    }

    private void sortNextRing() {
        int from = beyond;
        int[] starts = new int[counts.length];
        int size = 0;
        while (beyond < counts.length && size < ringSize) {
            starts[beyond] = size;
            size += counts[beyond++];
        }
        ring = new int[size];
        at = 0;
        ringSize *= GROWTH;
        for (int passage = 0; passage < distances.length; passage++) {
            int distance = distances[passage];
            if (distance >= from && distance < beyond) {
                ring[starts[distance]++] = passage;
            }
        }
    }
}
