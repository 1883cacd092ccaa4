package dev.commonground.rules;

import dev.commonground.memory.Kind;
import dev.commonground.memory.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks whether a known statement is still valid if a change of it was announced but not understood. */
final class OpenChanges {

    private static final int MAX_QUESTIONS = 3;
    private static final int PREFIX = 5;
    private static final int MIN_SHARED = 2;
    private static final int MAX_QUOTE = 1_000;
    private static final Pattern LENGTH =
            EnglishWords.pattern("\\b(?:limit|length|maximum|minimum|longer|shorter|too (?:long|short))\\b");
    private static final Set<String> PLAIN = EnglishWords.set(
            "longer more instead actually change changed prefer prefers rather like make please let's forget drop use go");

    private final RuleMatches matches;

    OpenChanges(RuleMatches matches) {
        this.matches = matches;
    }

    /**
     * Returns the questions about the statements that {@code sentence} may change.
     *
     * @param said the statements that the sentence makes
     */
    List<Statement> questions(String sentence, String speaker, List<Statement> said) {
        List<Statement> binding = matches.binding();
        List<Statement> related = binding.stream()
                .filter(known -> isAbout(sentence, known) || isOnlyOfItsKind(known, binding, sentence, said))
                .filter(known -> !said.contains(known))
                .limit(MAX_QUESTIONS)
                .toList();
        if (!related.isEmpty()) {
            return related.stream()
                    .map(known -> question("Is \"%s\" still valid? %s said: \"%s\""
                            .formatted(shortened(known.text()), speaker, shortened(sentence))))
                    .toList();
        }
        return matches.remembersBinding()
                        && ChangePatterns.REVOKING.matcher(sentence).find()
                ? List.of(question("What is no longer valid? %s said: \"%s\"".formatted(speaker, shortened(sentence))))
                : List.of();
    }

    /** Returns whether both texts have a word in common, apart from words that are in many texts. */
    static boolean shareWords(String one, String other) {
        return shared(one, other) > 0;
    }

    private static Statement question(String text) {
        return new Statement(Kind.QUESTION, null, null, text);
    }

    private static String shortened(String text) {
        return text.length() > MAX_QUOTE ? text.substring(0, MAX_QUOTE).strip() + "…" : text;
    }

    /** Returns whether the sentence chooses anew, and {@code known} is the only choice so far. */
    private static boolean isOnlyOfItsKind(
            Statement known, List<Statement> binding, String sentence, List<Statement> said) {
        boolean chosen =
                said.stream().anyMatch(statement -> statement.key() == null && statement.kind() == known.kind())
                        || (known.kind() == Kind.DECISION
                                && ChangePatterns.SWITCHING.matcher(sentence).find());
        return known.key() == null
                && known.kind() != Kind.CONSTRAINT
                && chosen
                && binding.stream()
                                .filter(other -> other.key() == null && other.kind() == known.kind())
                                .count()
                        == 1;
    }

    private static boolean isAbout(String sentence, Statement known) {
        String key = known.key();
        String value = known.value();
        if (key == null || value == null) {
            int words = prefixes(EnglishWords.of(known.text())).size();
            return words > 0 && shared(known.text(), sentence) >= Math.min(MIN_SHARED, words);
        }
        if (key.startsWith("max_") || key.startsWith("min_")) {
            return LENGTH.matcher(sentence).find() || shared(key.substring("max_".length()), sentence) > 0;
        }
        String subject = key.startsWith("include:") ? key.substring("include:".length()) : key.replace('_', ' ');
        return isNamed(subject, sentence) || (!key.startsWith("include:") && isNamed(value, sentence));
    }

    private static boolean isNamed(String subject, String sentence) {
        int words = prefixes(EnglishWords.of(subject)).size();
        return words > 0 && shared(subject, sentence) == words;
    }

    /** Returns how many words both texts share, apart from their endings. */
    private static int shared(String known, String sentence) {
        Set<String> words = prefixes(EnglishWords.of(known));
        words.retainAll(prefixes(EnglishWords.of(sentence)));
        return words.size();
    }

    private static Set<String> prefixes(Collection<String> words) {
        return words.stream()
                .filter(word -> !CommonWords.STOP_WORDS.contains(word) && !PLAIN.contains(word))
                .flatMap(word -> Stream.of(EnglishWords.stem(word)))
                .map(word -> word.substring(0, Math.min(PREFIX, word.length())))
                .collect(Collectors.toSet());
    }
}
