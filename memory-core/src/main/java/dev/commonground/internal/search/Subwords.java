package dev.commonground.internal.search;

import java.lang.Character.UnicodeScript;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Finds parts of words that two forms of a word share where a stemmer does not lead them to one stem: the beginning of
 * a word in any language but English ("перевести", "перевод"), the end of a German or Dutch one, which is the head of a
 * compound ("Mietvertrag", "Vertrag"), the consonants of an Arabic one, which its plural keeps, and the characters of a
 * Chinese one. English has few forms, and its stemmer knows them.
 */
final class Subwords {

    private static final int BEGINNING = 6;
    private static final int END = 5;

    /** Fewer consonants are shared by too many words. */
    private static final int CONSONANTS = 3;

    /** No term has this sign within it. */
    private static final char CUT = '-';

    /** The letters that mark person and time before an Arabic verb, and the one that a broken plural starts with. */
    private static final String ARABIC_PREFIXES = "\u064a\u062a\u0646\u0627";

    /** Alef, waw, yeh and the seats of hamza. */
    private static final String ARABIC_VOWELS = "\u0627\u0648\u064a\u0621\u0626\u0624";

    private Subwords() {}

    /** Returns the parts of some terms in {@code language}, without the terms themselves. */
    static Set<String> of(Iterable<String> terms, Language language) {
        Set<String> parts = new LinkedHashSet<>();
        for (String term : terms) {
            switch (UnicodeScript.of(term.codePointAt(0))) {
                case HAN -> addCharacters(term, parts);
                case ARABIC -> addConsonants(term, parts);
                case CYRILLIC, DEVANAGARI -> addBeginning(term, parts);
                case LATIN -> addLatin(term, language, parts);
                default -> {}
            }
        }
        if (!parts.isEmpty()) {
            terms.forEach(parts::remove);
        }
        return parts;
    }

    private static void addCharacters(String term, Set<String> parts) {
        term.codePoints()
                .filter(c -> UnicodeScript.of(c) == UnicodeScript.HAN)
                .mapToObj(Character::toString)
                .forEach(parts::add);
    }

    private static void addConsonants(String term, Set<String> parts) {
        String rest =
                term.length() > CONSONANTS && ARABIC_PREFIXES.indexOf(term.charAt(0)) >= 0 ? term.substring(1) : term;
        StringBuilder consonants = new StringBuilder();
        for (int i = 0; i < rest.length(); i++) {
            char letter = rest.charAt(i);
            boolean first = i == 0 && letter != ARABIC_VOWELS.charAt(0);
            if (first || ARABIC_VOWELS.indexOf(letter) < 0) {
                consonants.append(letter);
            }
        }
        if (consonants.length() >= CONSONANTS) {
            parts.add(consonants.toString());
        }
    }

    private static void addLatin(String term, Language language, Set<String> parts) {
        if (language != Language.ENGLISH) {
            addBeginning(term, parts);
        }
        if (language.hasCompounds() && term.length() >= END && isWord(term)) {
            parts.add(CUT + term.substring(term.length() - END));
        }
    }

    private static void addBeginning(String term, Set<String> parts) {
        if (term.length() >= BEGINNING && isWord(term)) {
            parts.add(term.substring(0, BEGINNING) + CUT);
        }
    }

    /** An identifier or a number is no word, and part of it means nothing. */
    private static boolean isWord(String term) {
        return term.codePoints().allMatch(c -> Character.isLetter(c) || isMark(c));
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }
}
