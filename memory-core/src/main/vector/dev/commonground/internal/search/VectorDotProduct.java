package dev.commonground.internal.search;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The dot product by the vector instructions of the processor. The build compiles this class separately, and it is
 * loaded only if the JVM was started with {@code --add-modules jdk.incubator.vector}.
 */
final class VectorDotProduct implements DotProduct {

    private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;

    @Override
    public int of(int[] lows, int[] highs, int[] packed, int from) {
        int lanes = SPECIES.length();
        int whole = lows.length - lows.length % lanes;
        IntVector low = IntVector.zero(SPECIES);
        IntVector high = IntVector.zero(SPECIES);
        for (int i = 0; i < whole; i += lanes) {
            IntVector both = IntVector.fromArray(SPECIES, packed, from + i);
            low = both.lanewise(VectorOperators.LSHL, Short.SIZE)
                    .lanewise(VectorOperators.ASHR, Short.SIZE)
                    .mul(IntVector.fromArray(SPECIES, lows, i))
                    .add(low);
            high = both.lanewise(VectorOperators.ASHR, Short.SIZE)
                    .mul(IntVector.fromArray(SPECIES, highs, i))
                    .add(high);
        }
        int sum = low.add(high).reduceLanes(VectorOperators.ADD);
        for (int i = whole; i < lows.length; i++) {
            int both = packed[from + i];
            sum += lows[i] * (short) both + highs[i] * (both >> Short.SIZE);
        }
        return sum;
    }
}
