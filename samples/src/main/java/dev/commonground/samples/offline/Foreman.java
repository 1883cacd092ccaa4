package dev.commonground.samples.offline;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Manages a team: delegates each task once, in the order of the list, and answers with the last result. */
final class Foreman {

    private static final Pattern UNDONE = Pattern.compile("(?m)^- (\\S+) \\(.*, not done yet\\): ");
    private static final String NOTHING = "There is no result: no task of the team has an answer.";

    private Foreman() {}

    /** Returns the answer. It is used only if {@code tools} has no requests. */
    static String answer(ParsedPrompt prompt, Tools tools) {
        Matcher undone = UNDONE.matcher(prompt.team());
        if (undone.find()) {
            tools.delegate(undone.group(1));
            return "";
        }
        return prompt.textAtHand().isBlank() ? NOTHING : prompt.textAtHand();
    }
}
