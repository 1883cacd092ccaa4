package dev.commonground.internal.search;

/** Computes the dot product of two vectors of integers. Thread-safe. */
interface DotProduct {

    /**
     * The fastest implementation on this JVM. It is up to twice as fast if the JVM was started with the module {@code
     * jdk.incubator.vector}.
     */
    DotProduct FASTEST = fastest();

    /**
     * Returns the dot product with a packed vector.
     *
     * @param lows the factors of the lower 16 bits of each int
     * @param highs the factors of the upper 16 bits of each int
     * @param packed packed vectors, two components to an int
     * @param from the index of the vector's first int in {@code packed}
     */
    int of(int[] lows, int[] highs, int[] packed, int from);

    private static DotProduct fastest() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
            try {
                return Class.forName(DotProduct.class.getPackageName() + ".VectorDotProduct")
                        .asSubclass(DotProduct.class)
                        .getDeclaredConstructor()
                        .newInstance();
            } catch (ReflectiveOperationException | LinkageError e) {
                return new ScalarDotProduct();
            }
        }
        return new ScalarDotProduct();
    }
}
