package dev.commonground.samples.offline;

import dev.commonground.samples.offline.Markdown.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Shortens a text by what matters least: the sentences that the notes support least, from the longest sections. */
final class WordLimit {

    private final Needs needs;
    private final Set<String> known;

    WordLimit(Needs needs) {
        this.needs = needs;
        this.known = needs.notes().stream()
                .flatMap(note -> Terms.content(note.said() + " " + note.text()).stream())
                .collect(Collectors.toSet());
    }

    /** A sentence that may go. */
    private record Candidate(int section, int sentence, double support, int siblings) {}

    /** Returns {@code text} with at most {@code words} words, or as near as what is required allows. */
    Markdown trim(Markdown text, int words) {
        Markdown shorter = text;
        boolean changed = true;
        while (changed && Terms.count(shorter.render()) > words) {
            Markdown before = shorter;
            shorter = candidates(before)
                    .map(candidate -> without(before, candidate))
                    .filter(this::keepsWhatIsRequired)
                    .findFirst()
                    .orElse(before);
            changed = !shorter.equals(before);
        }
        return shorter;
    }

    private Stream<Candidate> candidates(Markdown text) {
        List<Candidate> all = new ArrayList<>();
        for (int i = 0; i < text.sections().size(); i++) {
            List<String> sentences = text.sections().get(i).sentences();
            for (int j = 0; j < sentences.size(); j++) {
                all.add(new Candidate(i, j, support(sentences.get(j)), sentences.size()));
            }
        }
        return all.stream()
                .sorted(Comparator.comparingDouble(Candidate::support)
                        .thenComparing(
                                Comparator.comparingInt(Candidate::siblings).reversed())
                        .thenComparing(
                                Comparator.comparingInt(Candidate::section).reversed())
                        .thenComparing(
                                Comparator.comparingInt(Candidate::sentence).reversed()));
    }

    /** Returns the share of a sentence's words that the notes know, in quarters: less is chance. */
    private double support(String sentence) {
        Set<String> terms = Terms.content(sentence);
        long shared = terms.stream().filter(known::contains).count();
        return terms.isEmpty() ? 0 : Math.floor(4.0 * shared / terms.size());
    }

    private static Markdown without(Markdown text, Candidate candidate) {
        List<Section> sections = new ArrayList<>(text.sections());
        Section section = sections.get(candidate.section());
        List<String> kept = IntStream.range(0, section.sentences().size())
                .filter(i -> i != candidate.sentence())
                .mapToObj(section.sentences()::get)
                .toList();
        sections.set(candidate.section(), section.withSentences(kept));
        return text.withSections(sections).withoutEmptySections();
    }

    private boolean keepsWhatIsRequired(Markdown text) {
        boolean first = needs.firstSection()
                .map(topic -> !text.sections().isEmpty()
                        && topic.standsIn(text.sections().get(0).heading()))
                .orElse(true);
        return first
                && needs.required().stream()
                        .allMatch(topic ->
                                text.sections().stream().anyMatch(section -> Conformance.speaksOf(section, topic)));
    }
}
