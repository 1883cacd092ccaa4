package dev.commonground.samples.offline;

import dev.commonground.samples.offline.Markdown.Form;
import dev.commonground.samples.offline.Markdown.Section;
import dev.commonground.samples.offline.Needs.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a text keep what the notes bind it to: what it says and leaves out, its order, tone, form and length. */
final class Conformance {

    /** The share of an allowed length to use, for others may count words in another way. */
    static final double MARGIN = 0.95;

    /** Where a section goes that was missing: behind the introduction and what follows it. */
    private static final int PLACE = 2;

    private final Needs needs;
    private final Voice voice;
    private final double margin;

    Conformance(Needs needs, double margin) {
        this.needs = needs;
        this.voice = Voice.of(needs.tone());
        this.margin = margin;
    }

    Markdown apply(Markdown text) {
        Markdown complete = withRequired(withoutForbidden(text));
        Markdown ordered =
                needs.firstSection().map(topic -> withFirst(complete, topic)).orElse(complete);
        Markdown toned = needs.tone().isPresent() ? Tone.of(voice).apply(ordered) : ordered;
        Markdown laidOut = needs.wantsBlocks() ? Layout.inBlocks(toned) : toned;
        return needs.maxWords().isPresent()
                ? new WordLimit(needs).trim(laidOut, (int) (needs.maxWords().getAsInt() * margin))
                : laidOut;
    }

    /** Returns a section on {@code topic}: what the findings say of it, or that they say nothing. */
    static Section sectionOn(Topic topic, Needs needs, Voice voice) {
        List<String> sentences =
                needs.about(topic).stream().map(voice::sentence).toList();
        return new Section(
                Terms.capitalized(topic.phrase()),
                Form.PARAGRAPHS,
                sentences.isEmpty() ? List.of(topic.placeholder()) : sentences);
    }

    private Markdown withoutForbidden(Markdown text) {
        List<Topic> forbidden = needs.forbidden();
        List<Section> kept = text.sections().stream()
                .filter(section -> !mentions(section.heading(), forbidden))
                .map(section -> section.map(sentence -> mentions(sentence, forbidden) ? "" : sentence))
                .toList();
        return new Markdown(mentions(text.title(), forbidden) ? "" : text.title(), kept).withoutEmptySections();
    }

    private static boolean mentions(String text, List<Topic> forbidden) {
        return forbidden.stream().anyMatch(topic -> topic.standsIn(text));
    }

    private Markdown withRequired(Markdown text) {
        List<Section> sections = new ArrayList<>(text.sections());
        sections.replaceAll(this::withKnownFigures);
        for (Topic topic : needs.required()) {
            boolean missing = sections.stream().noneMatch(section -> speaksOf(section, topic));
            if (missing) {
                sections.add(Math.min(PLACE, sections.size()), sectionOn(topic, needs, voice));
            }
        }
        return text.withSections(sections);
    }

    static boolean speaksOf(Section section, Topic topic) {
        return topic.standsIn(section.heading()) || section.sentences().stream().anyMatch(topic::standsIn);
    }

    /** Puts what is known by now in the place of "not in memory". */
    private Section withKnownFigures(Section section) {
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

    private Markdown withFirst(Markdown text, Topic first) {
        List<Section> sections = new ArrayList<>(text.sections());
        Section section = sections.stream()
                .filter(each -> first.standsIn(each.heading()))
                .findFirst()
                .or(() -> overview(sections, first))
                .orElseGet(() -> sectionOn(first, needs, voice));
        sections.remove(section);
        boolean named = first.standsIn(section.heading());
        sections.add(0, named ? section : section.withHeading(Terms.capitalized(first.phrase())));
        return text.withSections(sections);
    }

    /** Any section that gathers the text may serve as one that is wanted under a longer name. */
    private static Optional<Section> overview(List<Section> sections, Topic first) {
        return sections.stream()
                .filter(each -> Terms.mentions(first.phrase(), Vocabulary.OVERVIEWS))
                .filter(each -> !each.heading().isBlank() && Terms.covers(first.phrase(), each.heading()))
                .findFirst();
    }
}
