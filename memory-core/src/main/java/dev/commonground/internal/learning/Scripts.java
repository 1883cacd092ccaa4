package dev.commonground.internal.learning;

import java.lang.Character.UnicodeScript;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Differences between scripts: whether spaces separate words, how much a character says, and which endings follow a word
 * without a space.
 */
final class Scripts {

    /** Scripts whose texts have no spaces between words. */
    private static final Set<UnicodeScript> UNSPACED = Set.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR,
            UnicodeScript.TIBETAN);

    private static final String NUMERALS = "〇零一二三四五六七八九十百千万萬億亿兆两";

    /** Vowels that are written before the consonant that they belong to. */
    private static final String LEADING_VOWELS = "เแโใไເແໂໃໄ";

    /** Signs that stack the following consonant. */
    private static final String STACKERS = "\u17d2\u1039";

    /** Korean particles, forms of "to be" and forms of address, which follow a noun without a space. */
    private static final Pattern PARTICLES = Pattern.compile(
            "(?:은|는|이|가|을|를|의|에|에서|에게|에게서|께|께서|한테|와|과|랑|이랑|도|만|로|으로|로서|으로서|로써|으로써|까지|부터|보다|처럼|마다|조차|마저|밖에|이나|나|이라도|라도"
                    + "|이며|이고|입니다|이다|예요|이에요|여야|이어야|이라|라는|이라는|하고|들|님|씨){1,2}");

    private static final int HAN_OR_HANGUL_WEIGHT = 3;
    private static final int KANA_WEIGHT = 2;

    private Scripts() {}

    /** Returns whether {@code c} belongs to a script without spaces between words. */
    static boolean isUnspaced(int c) {
        return UNSPACED.contains(UnicodeScript.of(c)) || c == 'ー';
    }

    /** Returns whether {@code c} is a part of a word or a number: a letter, a digit, or a mark on a letter. */
    static boolean isWord(int c) {
        return Character.isLetterOrDigit(c) || isMark(c);
    }

    static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    static boolean isNumeral(int c) {
        return Character.isDigit(c) || NUMERALS.indexOf(c) >= 0;
    }

    /** Returns whether {@code left} and {@code right}, side by side, are parts of one character as readers see it. */
    static boolean isOneCharacter(int left, int right) {
        return isMark(right) || LEADING_VOWELS.indexOf(left) >= 0 || STACKERS.indexOf(left) >= 0;
    }

    /** Returns whether {@code ending} consists of Korean particles. */
    static boolean areParticles(String ending) {
        return PARTICLES.matcher(ending).matches();
    }

    static boolean isHangul(int c) {
        return UnicodeScript.of(c) == UnicodeScript.HANGUL;
    }

    /** Returns how much {@code text} says, in Latin letters: a Han character or a Korean syllable counts as three. */
    static int weight(String text) {
        return text.codePoints().filter(Scripts::isWord).map(Scripts::weight).sum();
    }

    private static int weight(int c) {
        return switch (UnicodeScript.of(c)) {
            case HAN, HANGUL -> HAN_OR_HANGUL_WEIGHT;
            case HIRAGANA, KATAKANA -> KANA_WEIGHT;
            default -> 1;
        };
    }

    /** Returns the number of words in {@code text}; two characters of a script without spaces count as one. */
    static int words(String text) {
        long unspaced = text.codePoints().filter(Scripts::isUnspaced).count();
        int words = 0;
        boolean inside = false;
        for (int c : text.codePoints().toArray()) {
            boolean spaced = isWord(c) && !isUnspaced(c);
            words += spaced && !inside ? 1 : 0;
            inside = spaced || c == '\'';
        }
        return words + (int) (unspaced / 2);
    }
}
