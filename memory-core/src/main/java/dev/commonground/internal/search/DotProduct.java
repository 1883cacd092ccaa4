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
     * @param firsts the factors of the lowest 10 bits of each int
     * @param seconds the factors of the next 10 bits
     * @param thirds the factors of the 10 bits above these
     * @param packed packed vectors, three components to an int
     * @param from the index of the vector's first int in {@code packed}
     */
    int of(int[] firsts, int[] seconds, int[] thirds, int[] packed, int from);

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
