package dev.commonground.recall;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Dot products by the processor's vector instructions. It is compiled apart, and loaded only where a JVM was started with
 * {@code --add-modules jdk.incubator.vector}.
 */
final class VectorDot implements Dot {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    @Override
    public double of(float[] a, float[] b, int from) {
        int lanes = SPECIES.length();
        int whole = a.length - a.length % (2 * lanes);
        FloatVector even = FloatVector.zero(SPECIES);
        FloatVector odd = FloatVector.zero(SPECIES);
        for (int i = 0; i < whole; i += 2 * lanes) {
            even = FloatVector.fromArray(SPECIES, a, i)
                    .mul(FloatVector.fromArray(SPECIES, b, from + i))
                    .add(even);
            odd = FloatVector.fromArray(SPECIES, a, i + lanes)
                    .mul(FloatVector.fromArray(SPECIES, b, from + i + lanes))
                    .add(odd);
        }
        float sum = even.add(odd).reduceLanes(VectorOperators.ADD);
        for (int i = whole; i < a.length; i++) {
            sum += a[i] * b[from + i];
        }
        return sum;
    }
}
