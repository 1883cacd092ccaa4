package dev.commonground.internal.search;

import dev.commonground.store.VectorBytes;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of the passages, each with a code of its sign bits. The distance between a code and a question's {@link
 * SignBitCode} estimates the cosine at a twentieth of its cost (decision 12).
 *
 * <p>Several threads may read at once; the owner excludes readers during {@link #put}.
 */
final class VectorIndex {

    /** The vectors in a block; the last block grows up to this size, so a small scope stays small. */
    private static final int ROWS = 256;

    /** The codes in a block: a column of 4 KB, because shorter columns are too scattered to read at full speed. */
    private static final int CODE_ROWS = 1_024;

    private static final int MIN_ROWS = 4;

    /** From this passage on, a block has its full size at once, which is a small part of the index, and is not copied. */
    private static final int MANY = 2_048;

    /** The distance of a passage without a vector; greater than any other distance. */
    static final short ABSENT = Short.MAX_VALUE;

    /** Each block holds its packed vectors one after another. */
    private int[][] blocks = {};

    /** By block, then by word of the code, then by row: a loop over the rows of one word is the fastest. */
    private int[][][] codes = {};

    private final BitSet present = new BitSet();

    /** A distance array for reuse: in a large scope, allocating one for each question would be slow. */
    private final AtomicReference<short @Nullable []> pooledDistances = new AtomicReference<>();

    /** The number of passages that have a vector. */
    private int count;

    private int dimension;

    /** The number of ints in a packed vector. */
    private int packedLength;

    /** The number of ints in a code. */
    private int words;

    /** Returns the dimension of the vectors; 0 if there is none yet. */
    int dimension() {
        return dimension;
    }

    /** Returns an estimate of the heap size in bytes. */
    long weight() {
        return count * (long) (packedLength + words) * Integer.BYTES;
    }

    /** Returns whether a passage has a vector. */
    boolean has(int passage) {
        return present.get(passage);
    }

    /**
     * Adds the vector of a passage.
     *
     * @param vector its {@linkplain VectorBytes bytes}
     * @throws IllegalStateException if the vector has another dimension than those before it
     */
    void put(int passage, byte[] vector) {
        if (dimension == 0) {
            dimension = VectorBytes.dimension(vector);
            packedLength = Cosine.packedLength(dimension);
            words = SignBitCode.words(dimension);
        }
        checkDimension(VectorBytes.dimension(vector));
        byte[] rounded = VectorBytes.rounded(vector);
        Cosine.pack(rounded, dimension, block(passage), passage % ROWS * packedLength);
        int[][] columns = columns(passage);
        int[] code = SignBitCode.signs(rounded, dimension);
        for (int word = 0; word < words; word++) {
            columns[word][passage % CODE_ROWS] = code[word];
        }
        count += present.get(passage) ? 0 : 1;
        present.set(passage);
    }

    /**
     * Rejects a vector of another dimension than that of the index.
     *
     * @throws IllegalStateException if the dimensions differ
     */
    void checkDimension(int length) {
        checkDimension(dimension, length);
    }

    /**
     * Rejects a vector of another dimension than {@code dimension}, unless that is 0.
     *
     * @throws IllegalStateException if the dimensions differ
     */
    static void checkDimension(int dimension, int length) {
        if (dimension != 0 && length != dimension) {
            throw new IllegalStateException(
                    "A vector has length %d, but the vectors of its scope have length %d, so two embedding models share one id: give each model an id of its own"
                            .formatted(length, dimension));
        }
    }

    /** Returns the block for a passage's vector; grows it if necessary. */
    private int[] block(int passage) {
        int block = passage / ROWS;
        if (block >= blocks.length) {
            blocks = Arrays.copyOf(blocks, grownTo(block, blocks.length));
        }
        int[] current = blocks[block] == null ? new int[0] : blocks[block];
        int row = passage % ROWS;
        if (current.length < (row + 1) * packedLength) {
            blocks[block] = Arrays.copyOf(current, rows(passage, row, ROWS) * packedLength);
        }
        return blocks[block];
    }

    /** Returns the columns of the block for a passage's code; grows them if necessary. */
    private int[][] columns(int passage) {
        int block = passage / CODE_ROWS;
        if (block >= codes.length) {
            codes = Arrays.copyOf(codes, grownTo(block, codes.length));
        }
        int[][] current = codes[block] == null ? new int[words][0] : codes[block];
        int row = passage % CODE_ROWS;
        if (current[0].length <= row) {
            Arrays.setAll(current, word -> Arrays.copyOf(current[word], rows(passage, row, CODE_ROWS)));
        }
        codes[block] = current;
        return current;
    }

    private static int grownTo(int block, int blocks) {
        return Math.max(block + 1, blocks + blocks / 2);
    }

    private static int rows(int passage, int row, int most) {
        return passage >= MANY ? most : Math.min(most, Math.max(MIN_ROWS, Integer.highestOneBit(row) * 2));
    }

    /**
     * Returns the distance of each passage to a question. The distance is {@link #ABSENT} for a passage without a
     * vector and beyond the last passage. The caller {@linkplain #release returns} the array after use. Idle processors
     * help with a very large index.
     */
    short[] distances(SignBitCode code) {
        int passages = present.length();
        short[] distances = acquire(passages);
        PassageParts.of(passages)
                .forEach(part -> scan(code, distances, PassageParts.first(part), PassageParts.end(part, passages)));
        markAbsent(distances, passages);
        return distances;
    }

    private void scan(SignBitCode code, short[] distances, int from, int to) {
        int[] block = new int[CODE_ROWS];
        for (int first = from; first < to; first += CODE_ROWS) {
            int[][] columns = codes[first / CODE_ROWS];
            if (columns != null) {
                code.distances(columns, block);
            }
            for (int row = 0; row < CODE_ROWS; row++) {
                distances[first + row] = (short) block[row];
            }
        }
    }

    private void markAbsent(short[] distances, int passages) {
        for (int gap = present.nextClearBit(0); gap < passages; gap = present.nextClearBit(gap + 1)) {
            distances[gap] = ABSENT;
        }
        Arrays.fill(distances, passages, distances.length, ABSENT);
    }

    private short[] acquire(int passages) {
        int length = (passages + CODE_ROWS - 1) / CODE_ROWS * CODE_ROWS;
        short[] pooled = pooledDistances.getAndSet(null);
        return pooled != null && pooled.length == length ? pooled : new short[length];
    }

    /** Returns a distance array for reuse; the caller must not use it any more. */
    void release(short[] distances) {
        pooledDistances.set(distances);
    }

    /** Returns the cosine of a question to the vector of a passage that {@linkplain #has has} one. */
    double similarity(Cosine question, int passage) {
        return question.to(blocks[passage / ROWS], passage % ROWS * packedLength);
    }
}
