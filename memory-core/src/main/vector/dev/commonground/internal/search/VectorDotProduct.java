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
    public int of(int[] firsts, int[] seconds, int[] thirds, int[] packed, int from) {
        int lanes = SPECIES.length();
        int whole = firsts.length - firsts.length % lanes;
        IntVector first = IntVector.zero(SPECIES);
        IntVector second = IntVector.zero(SPECIES);
        IntVector third = IntVector.zero(SPECIES);
        for (int i = 0; i < whole; i += lanes) {
            IntVector all = IntVector.fromArray(SPECIES, packed, from + i);
            first = level(all, 22).mul(IntVector.fromArray(SPECIES, firsts, i)).add(first);
            second = level(all, 12).mul(IntVector.fromArray(SPECIES, seconds, i)).add(second);
            third = level(all, 2).mul(IntVector.fromArray(SPECIES, thirds, i)).add(third);
        }
        int sum = first.add(second).add(third).reduceLanes(VectorOperators.ADD);
        for (int i = whole; i < firsts.length; i++) {
            int all = packed[from + i];
            sum += firsts[i] * ((all << 22) >> 22) + seconds[i] * ((all << 12) >> 22) + thirds[i] * ((all << 2) >> 22);
        }
        return sum;
    }

    /** Returns the 10 bits of each int that a shift moves to the top, with their sign. */
    private static IntVector level(IntVector all, int shift) {
        return all.lanewise(VectorOperators.LSHL, shift).lanewise(VectorOperators.ASHR, 22);
    }
}
