package dev.commonground.recall;

import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Unit vectors by passage, and of each a code of one bit a dimension: its signs. How far it is from a question's {@link
 * Code} says roughly how far apart the vectors are, at a twentieth of the cost (decision 12).
 */
final class Vectors {

    /** Rows a block of vectors; the last block grows up to this, so that a small scope stays small. */
    private static final int ROWS = 256;

    /** Rows a block of codes: a column of 4 KB, as shorter ones lie too far apart to be read at full speed. */
    private static final int CODE_ROWS = 1_024;

    private static final int FEWEST_ROWS = 4;

    /** The distance of a passage without a vector, more than any other. */
    static final short ABSENT = Short.MAX_VALUE;

    /** Each block holds its vectors packed, one behind the other. */
    private int[][] blocks = {};

    /** By block, then by word of the code, then by row: a loop over the rows of one word is the fastest. */
    private int[][][] codes = {};

    private final BitSet present = new BitSet();

    /** Distances that nobody uses: in a large scope they take so much that new memory for each question would slow it. */
    private final AtomicReference<short @Nullable []> idle = new AtomicReference<>();

    private int dimension;

    /** How many ints a packed vector takes, and how many its code. */
    private int packed;

    private int words;

    /** Returns how many numbers a vector has, or 0 before the first. */
    int dimension() {
        return dimension;
    }

    /** Returns about how many bytes it takes on the heap. */
    long weight() {
        return present.length() * (long) (packed + words) * Integer.BYTES;
    }

    boolean has(int passage) {
        return present.get(passage);
    }

    void put(int passage, float[] vector) {
        if (dimension == 0) {
            dimension = vector.length;
            packed = Cosine.packedLength(dimension);
            words = Code.words(dimension);
        }
        check(vector);
        Cosine.pack(vector, block(passage), passage % ROWS * packed);
        int[][] columns = columns(passage);
        int[] code = Code.signs(vector);
        for (int word = 0; word < words; word++) {
            columns[word][passage % CODE_ROWS] = code[word];
        }
        present.set(passage);
    }

    /** Refuses a vector of another length than those that are here. */
    void check(float[] vector) {
        check(dimension, vector);
    }

    /** Refuses a vector of another length than {@code dimension}, unless that is 0. */
    static void check(int dimension, float[] vector) {
        if (dimension != 0 && vector.length != dimension) {
            throw new IllegalStateException(
                    "A vector has %d numbers, but those of its scope have %d, so two embedding models go by one id: give each model an id of its own"
                            .formatted(vector.length, dimension));
        }
    }

    /** Returns the block of a passage's vector, with room for it. */
    private int[] block(int passage) {
        int block = passage / ROWS;
        if (block >= blocks.length) {
            blocks = Arrays.copyOf(blocks, room(blocks.length, block));
        }
        int[] known = blocks[block] == null ? new int[0] : blocks[block];
        int row = passage % ROWS;
        if (known.length < (row + 1) * packed) {
            blocks[block] = Arrays.copyOf(known, rows(row, ROWS) * packed);
        }
        return blocks[block];
    }

    /** Returns the columns of the block of a passage's code, with room for it. */
    private int[][] columns(int passage) {
        int block = passage / CODE_ROWS;
        if (block >= codes.length) {
            codes = Arrays.copyOf(codes, room(codes.length, block));
        }
        int[][] known = codes[block] == null ? new int[words][0] : codes[block];
        int row = passage % CODE_ROWS;
        if (known[0].length <= row) {
            Arrays.setAll(known, word -> Arrays.copyOf(known[word], rows(row, CODE_ROWS)));
        }
        codes[block] = known;
        return known;
    }

    private static int room(int blocks, int block) {
        return Math.max(block + 1, blocks + blocks / 2);
    }

    private static int rows(int row, int most) {
        return Math.min(most, Math.max(FEWEST_ROWS, Integer.highestOneBit(row) * 2));
    }

    /**
     * Returns how far each passage is from a question; {@link #ABSENT} without a vector, and beyond the last passage.
     * They are to be {@linkplain #giveBack given back}.
     */
    short[] distances(Code code) {
        int passages = present.length();
        short[] distances = roomFor(passages);
        int[] block = new int[CODE_ROWS];
        for (int first = 0; first < passages; first += CODE_ROWS) {
            int[][] columns = codes[first / CODE_ROWS];
            if (columns != null) {
                code.distances(columns, block);
            }
            for (int row = 0; row < CODE_ROWS; row++) {
                distances[first + row] = (short) block[row];
            }
        }
        for (int gap = present.nextClearBit(0); gap < passages; gap = present.nextClearBit(gap + 1)) {
            distances[gap] = ABSENT;
        }
        Arrays.fill(distances, passages, distances.length, ABSENT);
        return distances;
    }

    private short[] roomFor(int passages) {
        int blocks = (passages + CODE_ROWS - 1) / CODE_ROWS;
        short[] known = idle.getAndSet(null);
        return known != null && known.length == blocks * CODE_ROWS ? known : new short[blocks * CODE_ROWS];
    }

    /** Takes distances back that are no longer used. */
    void giveBack(short[] distances) {
        idle.set(distances);
    }

    /** Returns the cosine of a passage that {@linkplain #has has} a vector to a question. */
    double similarity(Cosine question, int passage) {
        return question.to(blocks[passage / ROWS], passage % ROWS * packed);
    }
}
