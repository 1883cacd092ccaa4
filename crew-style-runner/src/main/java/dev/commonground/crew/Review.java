package dev.commonground.crew;

import java.util.List;

/**
 * What a person said of an answer.
 *
 * @param text the answer as approved; empty if it was refused
 * @param refusals why it was refused; empty if it was approved
 */
record Review(String text, List<String> refusals) {

    private static final String REFUSED = "refused\n";
    private static final String APPROVED = "approved\n";

    Review {
        refusals = List.copyOf(refusals);
    }

    static String approved(String text) {
        return APPROVED + text;
    }

    static String refused(List<String> reasons) {
        return REFUSED + String.join("\n", reasons);
    }

    static Review read(String written) {
        return written.startsWith(REFUSED)
                ? new Review("", written.substring(REFUSED.length()).lines().toList())
                : new Review(written.substring(APPROVED.length()), List.of());
    }
}
