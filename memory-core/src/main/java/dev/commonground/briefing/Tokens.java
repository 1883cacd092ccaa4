package dev.commonground.briefing;

/** Estimates tokens without a tokenizer: a token for every 4 characters, as OpenAI counts English text on average. */
public final class Tokens {

    private static final int CHARACTERS = 4;

    private Tokens() {}

    /** Returns the estimated number of tokens of {@code text}, rounded up. */
    public static int estimate(String text) {
        return (text.length() + CHARACTERS - 1) / CHARACTERS;
    }
}
