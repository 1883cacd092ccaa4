package dev.commonground.recall;

/** Multiplies two vectors number by number and adds up. Thread-safe. */
interface Dot {

    /** The fastest that this JVM has: four times as fast where it was started with the vector incubator's module. */
    Dot FASTEST = fastest();

    /** Returns the dot product of {@code a} and as many numbers of {@code b}. */
    double of(float[] a, float[] b, int from);

    private static Dot fastest() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
            try {
                return Class.forName(Dot.class.getPackageName() + ".VectorDot")
                        .asSubclass(Dot.class)
                        .getDeclaredConstructor()
                        .newInstance();
            } catch (ReflectiveOperationException | LinkageError e) {
                return new PlainDot();
            }
        }
        return new PlainDot();
    }
}
