package dev.commonground.learning;

import dev.commonground.memory.Statement;
import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looks up whether words that a statement is said to be taken from were said. White space, case, the marks around words
 * and how a character is composed do not count; everything else must stand there, as whole words.
 */
final class Evidence {

    /** Fewer letters are said in any conversation, so they show nothing, unless they are all that was said. */
    private static final int FEWEST_LETTERS = 6;

    private static final Pattern EDGES = Pattern.compile("^[\\s\"'.,;:!?…]+|[\\s\"'.,;:!?…]+$");

    private Evidence() {}

    /** Returns the words as they were said, if they were and are enough to show something. */
    static Optional<String> in(String said, String quoted) {
        String text = Normalizer.normalize(said, Normalizer.Form.NFC);
        String wanted = EDGES.matcher(Folded.of(Normalizer.normalize(quoted, Normalizer.Form.NFC)))
                .replaceAll("");
        if (wanted.isEmpty() || !(letters(wanted) >= FEWEST_LETTERS || letters(wanted) == letters(text))) {
            return Optional.empty();
        }
        String found = Folded.keepingPlaces(text).find(wanted);
        return found.isEmpty() || found.length() > Statement.MAX_TEXT ? Optional.empty() : Optional.of(found);
    }

    private static long letters(String text) {
        return text.codePoints().filter(Character::isLetterOrDigit).count();
    }
}
