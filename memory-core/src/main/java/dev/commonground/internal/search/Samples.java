package dev.commonground.internal.search;

import java.util.BitSet;

/**
 * Chooses a sample of the live statements of a large scope. The choice depends on the ids alone, so it is the same in
 * every order of the log and at any later moment. Readers mostly see the same statements, so the last choice is kept.
 *
 * <p>Thread-safe.
 */
final class Samples {

    /** The approximate size of a sample. */
    private static final long SIZE = 256;

    /** Spreads hash codes over all ints (Knuth, multiplicative hashing). */
    private static final int MIXER = 0x9E3779B9;

    private volatile Sample last = new Sample(new BitSet(), new int[0]);

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Sample(BitSet live, int[] ordinals) {}

    /** Returns the ordinals of about {@value #SIZE} of the live statements, ascending; callers must not modify them. */
    int[] of(BitSet live, StatementTable statements) {
        Sample known = last;
        if (known.live.equals(live)) {
            return known.ordinals;
        }
        int[] chosen = choose(live, statements);
        last = new Sample((BitSet) live.clone(), chosen);
        return chosen;
    }

    private static int[] choose(BitSet live, StatementTable statements) {
        long bound = (SIZE << Integer.SIZE) / live.cardinality();
        IntList chosen = new IntList();
        for (int ordinal = live.nextSetBit(0); ordinal >= 0; ordinal = live.nextSetBit(ordinal + 1)) {
            if (Integer.toUnsignedLong(statements.hash(ordinal) * MIXER) < bound) {
                chosen.add(ordinal);
            }
        }
        return chosen.toArray();
    }
}
