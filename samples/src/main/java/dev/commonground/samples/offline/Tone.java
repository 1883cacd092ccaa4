package dev.commonground.samples.offline;

import dev.commonground.samples.offline.Markdown.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Puts a text in another tone, word by word. */
final class Tone {

    private static final Pattern YOU = Pattern.compile("\\b(?i:you|your)\\b");

    /** Contractions whose words change; every other one is only spelled out. */
    private static final Map<String, String> IRREGULAR =
            Map.of("can't", "cannot", "won't", "will not", "shan't", "will not", "let's", "let us");

    private static final Map<String, String> ENDINGS =
            Map.of("n't", " not", "'re", " are", "'ll", " will", "'ve", " have", "'d", " would", "'m", " am");
    private static final Pattern CONTRACTION =
            Pattern.compile("(?i)\\b(can't|won't|shan't|let's)|(?<=\\p{L})(n't|'re|'ll|'ve|'d|'m)\\b"
                    + "|(?<=\\b(?:it|that|there|here|what|who|he|she|how|where|nothing|everything))('s)\\b");

    private final Voice voice;
    private final Map<String, String> replacements;
    private final Pattern words;

    private Tone(Voice voice, Map<String, String> replacements) {
        this.voice = voice;
        this.replacements = replacements;
        String any = replacements.keySet().stream().sorted().collect(Collectors.joining("|"));
        this.words = Pattern.compile("(?i)\\b(" + any + ")\\b(,? ?)");
    }

    static Tone of(Voice voice) {
        return new Tone(voice, voice == Voice.FORMAL ? Vocabulary.CASUAL : Vocabulary.STIFF);
    }

    Markdown apply(Markdown text) {
        return voice == Voice.FORMAL ? text.map(this::formal) : friendly(text);
    }

    private String formal(String sentence) {
        return replaced(spelledOut(sentence.replace('’', '\'')).replaceAll("!+", "."));
    }

    private Markdown friendly(Markdown text) {
        Markdown plain = text.map(this::replaced);
        boolean personal = plain.sentences().stream()
                .anyMatch(sentence -> YOU.matcher(sentence).find());
        return (personal || plain.sections().isEmpty()) ? plain : withGreeting(plain);
    }

    /** Returns {@code sentence} with every word that does not belong here replaced or dropped. */
    private String replaced(String sentence) {
        String plain = words.matcher(sentence).replaceAll(this::replacement).strip();
        boolean changedStart = !sentence.isEmpty() && Character.isUpperCase(sentence.charAt(0));
        return changedStart ? Terms.capitalized(plain) : plain;
    }

    private String replacement(MatchResult match) {
        String word = replacements.getOrDefault(match.group(1).toLowerCase(Locale.ROOT), "");
        return word.isEmpty() ? "" : word + match.group(2);
    }

    private static String spelledOut(String sentence) {
        return CONTRACTION.matcher(sentence).replaceAll(Tone::spelledOut);
    }

    private static String spelledOut(MatchResult match) {
        if (match.group(1) != null) {
            String word = IRREGULAR.getOrDefault(match.group(1).toLowerCase(Locale.ROOT), "");
            return Character.isUpperCase(match.group(1).charAt(0)) ? Terms.capitalized(word) : word;
        }
        return match.group(2) == null
                ? " is"
                : ENDINGS.getOrDefault(match.group(2).toLowerCase(Locale.ROOT), "");
    }

    private static Markdown withGreeting(Markdown text) {
        List<Section> sections = new ArrayList<>(text.sections());
        Section last = sections.remove(sections.size() - 1);
        List<String> sentences = new ArrayList<>(last.sentences());
        sentences.add("You can always ask us.");
        sections.add(last.withSentences(sentences));
        return text.withSections(sections);
    }
}
