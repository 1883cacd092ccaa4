package dev.commonground.memory;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Set;

/**
 * Finds the characters that no screen shows, or that change how others are shown, and writes them as escapes. Characters
 * of this sort that a script or an emoji needs at their place are none of them.
 */
final class HiddenCharacters {

    /** Scripts whose letters join or stack, so that joiners change how a word reads. */
    private static final Set<UnicodeScript> JOINING = Set.of(
            UnicodeScript.ARABIC,
            UnicodeScript.SYRIAC,
            UnicodeScript.NKO,
            UnicodeScript.MANDAIC,
            UnicodeScript.MONGOLIAN,
            UnicodeScript.DEVANAGARI,
            UnicodeScript.BENGALI,
            UnicodeScript.GURMUKHI,
            UnicodeScript.GUJARATI,
            UnicodeScript.ORIYA,
            UnicodeScript.TAMIL,
            UnicodeScript.TELUGU,
            UnicodeScript.KANNADA,
            UnicodeScript.MALAYALAM,
            UnicodeScript.SINHALA,
            UnicodeScript.TIBETAN,
            UnicodeScript.BALINESE,
            UnicodeScript.JAVANESE);

    /** Scripts without spaces between words, where a space without width marks where a line may break. */
    private static final Set<UnicodeScript> WITHOUT_SPACES = Set.of(
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR,
            UnicodeScript.TIBETAN,
            UnicodeScript.JAVANESE,
            UnicodeScript.BALINESE);

    /** The flags of England, Scotland and Wales, the only emoji that hold tag characters. */
    private static final List<String> TAGGED_FLAGS = List.of("gbeng", "gbsct", "gbwls");

    private static final int BLACK_FLAG = 0x1F3F4;
    private static final int TAGS = 0xE0000;
    private static final int LAST_TAG = 0xE007F;

    /** How far a mark of direction may be from the letter that it is for. */
    private static final int REACH = 3;

    private final int[] text;

    private HiddenCharacters(int[] text) {
        this.text = text;
    }

    /** Returns {@code text} with escapes; a run of hidden characters is its first one and a count, so that it stays short. */
    static String escape(String text) {
        if (text.chars().allMatch(c -> isIn(c, ' ', '~') || isLayout(c))) {
            return text;
        }
        return new HiddenCharacters(text.codePoints().toArray()).escape();
    }

    /** Returns the escape of one character, two for one outside the basic plane. */
    static String escaped(int character) {
        StringBuilder escape = new StringBuilder();
        for (char unit : Character.toChars(character)) {
            escape.append("\\u%04x".formatted((int) unit));
        }
        return escape.toString();
    }

    private String escape() {
        StringBuilder shown = new StringBuilder();
        int at = 0;
        while (at < text.length) {
            int end = endOfHidden(at);
            if (end == at) {
                shown.appendCodePoint(text[at++]);
            } else {
                shown.append(escaped(text[at])).append(end == at + 1 ? "" : "(+%d hidden)".formatted(end - at - 1));
                at = end;
            }
        }
        return shown.toString();
    }

    private int endOfHidden(int from) {
        int end = from;
        while (end < text.length && isHidden(end)) {
            end++;
        }
        return end;
    }

    private boolean isHidden(int at) {
        int c = text[at];
        if (isLayout(c)) {
            return false;
        }
        if (isIn(c, TAGS, LAST_TAG)) {
            return !isInFlag(at);
        }
        return isInvisible(c) && !isNeeded(c, at);
    }

    private static boolean isIn(int c, int first, int last) {
        return c >= first && c <= last;
    }

    private static boolean isLayout(int c) {
        return c == '\n' || c == '\r' || c == '\t';
    }

    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            case Character.FORMAT -> !isVisibleFormat(c);
            default -> isVariationSelector(c) || isFiller(c) || c >= TAGS || (c & 0xFFFE) == 0xFFFE;
        };
    }

    /** Returns whether a format character has a glyph: signs before numbers and verses, and of hieroglyphs. */
    private static boolean isVisibleFormat(int c) {
        return isIn(c, 0x600, 0x605)
                || c == 0x6DD
                || c == 0x70F
                || isIn(c, 0x890, 0x891)
                || c == 0x8E2
                || c == 0x110BD
                || c == 0x110CD
                || isIn(c, 0x13430, 0x1345F);
    }

    private static boolean isVariationSelector(int c) {
        return isIn(c, 0xFE00, 0xFE0F) || isIn(c, 0xE0100, 0xE01EF) || isIn(c, 0x180B, 0x180F);
    }

    /** Returns whether a character that counts as a letter or a mark has no glyph of its own. */
    private static boolean isFiller(int c) {
        return c == 0x34F
                || c == 0x115F
                || c == 0x1160
                || c == 0x17B4
                || c == 0x17B5
                || c == 0x2065
                || c == 0x3164
                || c == 0xFFA0
                || isIn(c, 0xFDD0, 0xFDEF)
                || isIn(c, 0xFFF0, 0xFFF8);
    }

    private boolean isNeeded(int c, int at) {
        return switch (c) {
            case 0x200C -> JOINING.contains(scriptBefore(at));
            case 0x200D -> JOINING.contains(scriptBefore(at)) || (isPicture(before(at)) && isPicture(after(at)));
            case 0x200B ->
                WITHOUT_SPACES.contains(scriptBefore(at)) && WITHOUT_SPACES.contains(UnicodeScript.of(after(at)));
            case 0x200E, 0x200F, 0x61C -> isNearRightToLeft(at);
            default -> isVariationSelector(c) && hasVariant(before(at), c);
        };
    }

    private int before(int at) {
        return at == 0 ? ' ' : text[at - 1];
    }

    private int after(int at) {
        return at + 1 == text.length ? ' ' : text[at + 1];
    }

    /** Returns the script of the letter before, which may have marks. */
    private UnicodeScript scriptBefore(int at) {
        int letter = at - 1;
        while (letter > 0 && UnicodeScript.of(text[letter]) == UnicodeScript.INHERITED && !isInvisible(text[letter])) {
            letter--;
        }
        return letter < 0 ? UnicodeScript.COMMON : UnicodeScript.of(text[letter]);
    }

    private static boolean isPicture(int c) {
        return c == 0xFE0F || isIn(c, 0x1F000, 0x1FAFF) || isIn(c, 0x2190, 0x2BFF);
    }

    /** Returns whether {@code selector} may follow: on emoji, symbols and digits of keycaps, or on a script's own letters. */
    private static boolean hasVariant(int c, int selector) {
        UnicodeScript script = UnicodeScript.of(c);
        if (selector >= TAGS || script == UnicodeScript.HAN) {
            return script == UnicodeScript.HAN;
        }
        if (isIn(selector, 0x180B, 0x180F) || script == UnicodeScript.MONGOLIAN) {
            return script == UnicodeScript.MONGOLIAN;
        }
        return isSymbol(c, script) || script == UnicodeScript.MYANMAR;
    }

    private static boolean isSymbol(int c, UnicodeScript script) {
        boolean isSign = script == UnicodeScript.COMMON && c > '~' && !Character.isSpaceChar(c) && !isInvisible(c);
        return isSign || isIn(c, '0', '9') || c == '#' || c == '*';
    }

    private boolean isNearRightToLeft(int at) {
        if (Character.getType(before(at)) == Character.FORMAT) {
            return false;
        }
        for (int i = Math.max(0, at - REACH); i <= Math.min(text.length - 1, at + REACH); i++) {
            byte direction = Character.getDirectionality(text[i]);
            if (!isInvisible(text[i])
                    && (direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                            || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC)) {
                return true;
            }
        }
        return false;
    }

    private boolean isInFlag(int at) {
        int flag = at;
        while (flag > 0 && isIn(text[flag], TAGS, LAST_TAG)) {
            flag--;
        }
        StringBuilder tags = new StringBuilder();
        for (int i = flag + 1; i < text.length && text[i] >= TAGS && text[i] < LAST_TAG && tags.length() < 9; i++) {
            tags.append((char) (text[i] - TAGS));
        }
        int end = flag + tags.length() + 1;
        return text[flag] == BLACK_FLAG
                && TAGGED_FLAGS.contains(tags.toString())
                && at <= end
                && end < text.length
                && text[end] == LAST_TAG;
    }
}
