package dev.commonground.crew.internal;

/** Numbers with their noun, in the singular or the plural: "1 word", "2 words". */
public final class Counted {

    private Counted() {}

    /** Returns {@code number} and {@code noun}, with a plural s unless the number is 1. */
    public static String of(long number, String noun) {
        return "%d %s%s".formatted(number, noun, number == 1 ? "" : "s");
    }

    /** Returns {@code number} and {@code singular} or {@code plural}, for a noun with an irregular plural. */
    public static String of(long number, String singular, String plural) {
        return "%d %s".formatted(number, number == 1 ? singular : plural);
    }
}
