package dev.commonground.internal.guard;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the numbers of payment cards: those of a known network, grouped as on a card or not at all, that pass Luhn's test. */
final class CardNumbers {

    private static final Pattern NUMBER = Pattern.compile("(?<![\\p{L}\\d.#/_=-])(?:"
            + "(?:4\\d{3}|5[1-5]\\d{2}|2(?:2[2-9]|[3-6]\\d|7[01])\\d|720\\d|6011|65\\d{2}|64[4-9]\\d|35(?:2[89]|[3-8]\\d))([ -]?)\\d{4}\\1\\d{4}\\1\\d{4}"
            + "|3[47]\\d{2}([ -]?)\\d{6}\\2\\d{5}"
            + "|3(?:0[0-5]|[68]\\d)\\d([ -]?)\\d{6}\\3\\d{4})(?![\\p{L}\\d_-]|\\.\\d)");

    private static final int SHORTEST = 14;

    private CardNumbers() {}

    static String redact(String text) {
        if (text.chars().filter(c -> c >= '0' && c <= '9').count() < SHORTEST) {
            return text;
        }
        return NUMBER.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        passesLuhn(found.group()) ? SecretFormat.mark("card number") : found.group()));
    }

    private static boolean passesLuhn(String number) {
        String digits = number.replaceAll("\\D", "");
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : 2 * digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }
}
