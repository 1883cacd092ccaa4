package dev.commonground.samples.offline;

import dev.commonground.crew.check.ToneWords;
import dev.commonground.samples.offline.SectionedText.TextSection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Puts a text in another tone, word by word. */
final class ToneChanger {

    private static final Pattern YOU = Pattern.compile("\\b(?i:you|your)\\b");

    private final Voice voice;
    private final Map<String, String> replacements;
    private final Pattern words;

    private ToneChanger(Voice voice, Map<String, String> replacements) {
        this.voice = voice;
        this.replacements = replacements;
        this.words = Pattern.compile(
                "(" + ToneWords.anyOf(replacements.keySet()).pattern() + ")(,? ?)", Pattern.CASE_INSENSITIVE);
    }

    static ToneChanger of(Voice voice) {
        return new ToneChanger(voice, voice == Voice.FORMAL ? casual() : ToneWords.stiff());
    }

    private static Map<String, String> casual() {
        Map<String, String> casual = new HashMap<>(ToneWords.casual());
        casual.putAll(OfflineVocabulary.MORE_CASUAL);
        return casual;
    }

    SectionedText apply(SectionedText text) {
        return voice == Voice.FORMAL ? text.map(this::formal) : friendly(text);
    }

    private String formal(String sentence) {
        return replaced(ToneWords.spellOut(sentence).replaceAll("!+", "."));
    }

    private SectionedText friendly(SectionedText text) {
        SectionedText plain = text.map(this::replaced);
        boolean personal = plain.sentences().stream()
                .anyMatch(sentence -> YOU.matcher(sentence).find());
        return (personal || plain.sections().isEmpty()) ? plain : withGreeting(plain);
    }

    /** Returns {@code sentence} with every word of the other tone replaced or removed. */
    private String replaced(String sentence) {
        String plain = words.matcher(sentence).replaceAll(this::replacement).strip();
        boolean changedStart = !sentence.isEmpty() && Character.isUpperCase(sentence.charAt(0));
        return changedStart ? TextTerms.capitalized(plain) : plain;
    }

    private String replacement(MatchResult match) {
        String word = replacements.getOrDefault(match.group(1).toLowerCase(Locale.ROOT), "");
        return word.isEmpty() ? "" : word + match.group(2);
    }

    private static SectionedText withGreeting(SectionedText text) {
        List<TextSection> sections = new ArrayList<>(text.sections());
        TextSection last = sections.remove(sections.size() - 1);
        List<String> sentences = new ArrayList<>(last.sentences());
        sentences.add("You can always ask us.");
        sections.add(last.withSentences(sentences));
        return text.withSections(sections);
    }
}
