package dev.commonground.samples.offline;

import dev.commonground.samples.offline.SectionedText.TextSection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Shortens a text by removing the sentences that the notes support least, from the longest sections first. */
final class WordLimit {

    private final Needs needs;
    private final Set<String> known;

    WordLimit(Needs needs) {
        this.needs = needs;
        this.known = needs.notes().stream()
                .flatMap(note -> TextTerms.content(note.said() + " " + note.text()).stream())
                .collect(Collectors.toSet());
    }

    /** A sentence that can be removed. */
    private record Candidate(int section, int sentence, double support, int siblings) {}

    /** The least supported sentence first; of equals, the one in the longest section, nearest to the end. */
    private static final Comparator<Candidate> BY_SUPPORT = Comparator.comparingDouble(Candidate::support)
            .thenComparing(Comparator.comparingInt(Candidate::siblings).reversed())
            .thenComparing(Comparator.comparingInt(Candidate::section).reversed())
            .thenComparing(Comparator.comparingInt(Candidate::sentence).reversed());

    /** Returns {@code text} with at most {@code words} words, or as close to the limit as the required topics allow. */
    SectionedText trim(SectionedText text, int words) {
        SectionedText shorter = text;
        boolean changed = true;
        while (changed && TextTerms.count(shorter.render()) > words) {
            SectionedText before = shorter;
            shorter = candidates(before)
                    .map(candidate -> without(before, candidate))
                    .filter(this::keepsWhatIsRequired)
                    .findFirst()
                    .orElse(before);
            changed = !shorter.equals(before);
        }
        return shorter;
    }

    private Stream<Candidate> candidates(SectionedText text) {
        List<Candidate> all = new ArrayList<>();
        for (int i = 0; i < text.sections().size(); i++) {
            List<String> sentences = text.sections().get(i).sentences();
            for (int j = 0; j < sentences.size(); j++) {
                all.add(new Candidate(i, j, support(sentences.get(j)), sentences.size()));
            }
        }
        return all.stream().sorted(BY_SUPPORT);
    }

    /** Returns the share of a sentence's words that occur in the notes, in quarters. A smaller share is chance. */
    private double support(String sentence) {
        Set<String> terms = TextTerms.content(sentence);
        long shared = terms.stream().filter(known::contains).count();
        return terms.isEmpty() ? 0 : Math.floor(4.0 * shared / terms.size());
    }

    private static SectionedText without(SectionedText text, Candidate candidate) {
        List<TextSection> sections = new ArrayList<>(text.sections());
        TextSection section = sections.get(candidate.section());
        List<String> kept = IntStream.range(0, section.sentences().size())
                .filter(i -> i != candidate.sentence())
                .mapToObj(section.sentences()::get)
                .toList();
        sections.set(candidate.section(), section.withSentences(kept));
        return text.withSections(sections).withoutEmptySections();
    }

    private boolean keepsWhatIsRequired(SectionedText text) {
        boolean first = needs.firstSection()
                .map(topic -> !text.sections().isEmpty()
                        && topic.occursIn(text.sections().get(0).heading()))
                .orElse(true);
        return first
                && needs.required().stream()
                        .allMatch(topic ->
                                text.sections().stream().anyMatch(section -> Conformance.speaksOf(section, topic)));
    }
}
