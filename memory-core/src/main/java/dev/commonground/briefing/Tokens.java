package dev.commonground.briefing;

import static java.util.Objects.requireNonNull;

/** Estimates tokens without a tokenizer: one token for 4 characters, the average of OpenAI's models on English text. */
public final class Tokens {

    private static final int CHARACTERS = 4;

    private Tokens() {}

    /** Returns the estimated number of tokens of {@code text}, rounded up. */
    public static int estimate(String text) {
        return (requireNonNull(text, "text").length() + CHARACTERS - 1) / CHARACTERS;
    }
}
