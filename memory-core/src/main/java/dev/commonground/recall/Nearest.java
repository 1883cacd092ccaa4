package dev.commonground.recall;

/**
 * The passages of a scope from the nearest outwards, by the Hamming distance of their codes, among equals in the order of
 * the log. They are sorted ring by ring, and only as far out as somebody asks.
 *
 * <p>Not thread-safe.
 */
final class Nearest {

    /** Each ring holds about so many times the passages of the one inside it. */
    private static final int GROWTH = 3;

    private final short[] distances;

    /** How many passages there are at each distance. */
    private final int[] counts;

    private int[] ring = {};
    private int at;

    /** The first distance beyond the present ring. */
    private int beyond;

    private int wanted;

    /**
     * Begins at the nearest.
     *
     * @param distances the distance of each passage; one that is larger than {@code farthest} is never returned
     * @param farthest the largest distance that can occur
     * @param first about how many passages will be asked for at least
     */
    Nearest(short[] distances, int farthest, int first) {
        this.distances = distances;
        this.counts = new int[farthest + 1];
        this.wanted = first;
        for (short distance : distances) {
            if (distance <= farthest) {
                counts[distance]++;
            }
        }
    }

    /** Returns the next passage; negative after the last. */
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
        while (beyond < counts.length && size < wanted) {
            starts[beyond] = size;
            size += counts[beyond++];
        }
        ring = new int[size];
        at = 0;
        wanted *= GROWTH;
        for (int passage = 0; passage < distances.length; passage++) {
            int distance = distances[passage];
            if (distance >= from && distance < beyond) {
                ring[starts[distance]++] = passage;
            }
        }
    }
}
