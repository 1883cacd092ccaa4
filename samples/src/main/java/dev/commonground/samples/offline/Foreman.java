package dev.commonground.samples.offline;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Leads a team by the book: has every task done once, in the order of the list, and hands on the last answer. */
final class Foreman {

    private static final Pattern UNDONE = Pattern.compile("(?m)^- (\\S+) \\(.*, not done yet\\): ");
    private static final String NOTHING = "There is nothing to hand on: no task of the team has an answer.";

    private Foreman() {}

    /** Returns the answer, which counts only if nothing was asked of {@code tools}. */
    static String answer(Prompt prompt, Tools tools) {
        Matcher undone = UNDONE.matcher(prompt.team());
        if (undone.find()) {
            tools.delegate(undone.group(1));
            return "";
        }
        return prompt.textAtHand().isBlank() ? NOTHING : prompt.textAtHand();
    }
}
