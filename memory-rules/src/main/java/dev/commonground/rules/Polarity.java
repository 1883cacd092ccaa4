package dev.commonground.rules;

/**
 * Decides whether words turn the meaning of a statement. A rule states nothing about a clause that has such a word outside
 * the words that the rule understands: no statement is better than the opposite of what was said.
 */
final class Polarity {

    private Polarity() {}

    /** Returns whether {@code words} may deny, remove or doubt what stands beside them. */
    static boolean turns(String words) {
        return PolarityPatterns.TURNING
                .matcher(PolarityPatterns.HARMLESS.matcher(words).replaceAll(" "))
                .find();
    }

    /** Returns whether {@code words} only permit what stands beside them. */
    static boolean permits(String words) {
        return PolarityPatterns.PERMITTING.matcher(words).find();
    }

    /** Returns whether {@code words} announce a lower bound. */
    static boolean raises(String words) {
        return PolarityPatterns.LOWERING.matcher(words).find();
    }
}
