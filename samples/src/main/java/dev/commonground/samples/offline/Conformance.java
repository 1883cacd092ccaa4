package dev.commonground.samples.offline;

import dev.commonground.samples.offline.Needs.Topic;
import dev.commonground.samples.offline.SectionedText.Form;
import dev.commonground.samples.offline.SectionedText.TextSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Applies the requirements of the notes to a text: its topics, order, tone, form and length. */
final class Conformance {

    /** The share of the allowed length to use, because a check may count words in another way. */
    static final double MARGIN = 0.95;

    /** The position of an added section: after the introduction and the section that follows it. */
    private static final int PLACE = 2;

    private final Needs needs;
    private final Voice voice;
    private final double margin;

    Conformance(Needs needs, double margin) {
        this.needs = needs;
        this.voice = Voice.of(needs.tone());
        this.margin = margin;
    }

    SectionedText apply(SectionedText text) {
        SectionedText complete = withRequired(withoutForbidden(text));
        SectionedText ordered =
                needs.firstSection().map(topic -> withFirst(complete, topic)).orElse(complete);
        SectionedText toned = needs.tone().isPresent() ? ToneChanger.of(voice).apply(ordered) : ordered;
        SectionedText laidOut = needs.wantsBlocks() ? Layout.inBlocks(toned) : toned;
        return needs.maxWords().isPresent()
                ? new WordLimit(needs).trim(laidOut, (int) (needs.maxWords().getAsInt() * margin))
                : laidOut;
    }

    /** Returns a section about {@code topic} with the findings about it, or with a placeholder. */
    static TextSection sectionOn(Topic topic, Needs needs, Voice voice) {
        List<String> sentences =
                needs.about(topic).stream().map(voice::sentence).toList();
        return new TextSection(
                TextTerms.capitalized(topic.phrase()),
                Form.PARAGRAPHS,
                sentences.isEmpty() ? List.of(topic.placeholder()) : sentences);
    }

    private SectionedText withoutForbidden(SectionedText text) {
        List<Topic> forbidden = needs.forbidden();
        List<TextSection> kept = text.sections().stream()
                .filter(section -> !mentions(section.heading(), forbidden))
                .map(section -> section.map(sentence -> mentions(sentence, forbidden) ? "" : sentence))
                .toList();
        return new SectionedText(mentions(text.title(), forbidden) ? "" : text.title(), kept).withoutEmptySections();
    }

    private static boolean mentions(String text, List<Topic> forbidden) {
        return forbidden.stream().anyMatch(topic -> topic.occursIn(text));
    }

    private SectionedText withRequired(SectionedText text) {
        List<TextSection> sections = new ArrayList<>(text.sections());
        sections.replaceAll(this::withKnownFigures);
        for (Topic topic : needs.required()) {
            boolean missing = sections.stream().noneMatch(section -> speaksOf(section, topic));
            if (missing) {
                sections.add(Math.min(PLACE, sections.size()), sectionOn(topic, needs, voice));
            }
        }
        return text.withSections(sections);
    }

    static boolean speaksOf(TextSection section, Topic topic) {
        return topic.occursIn(section.heading()) || section.sentences().stream().anyMatch(topic::occursIn);
    }

    /** Replaces "not in memory" with the findings that are known now. */
    private TextSection withKnownFigures(TextSection section) {
        List<String> sentences = new ArrayList<>();
        for (String sentence : section.sentences()) {
            Optional<Topic> known = needs.required().stream()
                    .filter(topic -> sentence.contains(topic.placeholder())
                            && !needs.about(topic).isEmpty())
                    .findFirst();
            sentences.addAll(known.map(topic -> sectionOn(topic, needs, voice).sentences())
                    .orElse(List.of(sentence)));
        }
        return section.withSentences(sentences);
    }

    private SectionedText withFirst(SectionedText text, Topic first) {
        List<TextSection> sections = new ArrayList<>(text.sections());
        TextSection section = sections.stream()
                .filter(each -> first.occursIn(each.heading()))
                .findFirst()
                .or(() -> overview(sections, first))
                .orElseGet(() -> sectionOn(first, needs, voice));
        sections.remove(section);
        boolean named = first.occursIn(section.heading());
        sections.add(0, named ? section : section.withHeading(TextTerms.capitalized(first.phrase())));
        return text.withSections(sections);
    }

    /** A section that summarizes the text can serve as the first section under a longer name. */
    private static Optional<TextSection> overview(List<TextSection> sections, Topic first) {
        return sections.stream()
                .filter(each -> TextTerms.mentions(first.phrase(), OfflineVocabulary.OVERVIEWS))
                .filter(each -> !each.heading().isBlank() && TextTerms.covers(first.phrase(), each.heading()))
                .findFirst();
    }
}
