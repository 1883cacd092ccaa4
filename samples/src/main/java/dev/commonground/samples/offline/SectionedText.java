package dev.commonground.samples.offline;

import dev.commonground.crew.check.Markdown;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A text in Markdown: a title, and sections of sentences.
 *
 * @param title blank if the text has none
 */
record SectionedText(String title, List<TextSection> sections) {

    /** The layout of a section. */
    enum Form {
        PARAGRAPHS,
        BULLETS
    }

    /**
     * A heading and its text. Each entry of {@code sentences} is one bullet or one sentence.
     *
     * @param heading blank for the text before the first heading
     */
    record TextSection(String heading, Form form, List<String> sentences) {

        TextSection {
            sentences = List.copyOf(sentences);
        }

        private static TextSection under(String heading) {
            return new TextSection(heading, Form.PARAGRAPHS, List.of());
        }

        TextSection withHeading(String other) {
            return new TextSection(other, form, sentences);
        }

        TextSection withSentences(List<String> others) {
            return new TextSection(heading, form, others);
        }

        TextSection map(UnaryOperator<String> change) {
            return withSentences(sentences.stream()
                    .map(change)
                    .filter(text -> !text.isBlank())
                    .toList());
        }

        /** Returns this section with {@code block} at its end. */
        private TextSection with(Markdown.Block block) {
            boolean bullet = block instanceof Markdown.ListEntry;
            List<String> more = new ArrayList<>(sentences);
            more.addAll(
                    block instanceof Markdown.RunningText
                            ? ProseSplitter.split(block.source())
                            : List.of(block.source()));
            return new TextSection(heading, bullet ? Form.BULLETS : form, more);
        }

        private String render() {
            String head = heading.isBlank() ? "" : "## " + heading + "\n\n";
            return head + (form == Form.BULLETS ? bullets() : prose());
        }

        private String bullets() {
            return sentences.stream()
                    .map(text -> "- " + text.replace("\n", "\n  "))
                    .collect(Collectors.joining("\n"));
        }

        /** Joins the sentences with spaces. Code begins and ends on lines of its own. */
        private String prose() {
            StringBuilder prose = new StringBuilder();
            for (String sentence : sentences) {
                boolean ownLines = sentence.contains("\n") || prose.toString().endsWith("\n");
                prose.append(prose.isEmpty() ? "" : ownLines ? "\n\n" : " ").append(sentence);
            }
            return prose.toString();
        }
    }

    SectionedText {
        sections = List.copyOf(sections);
    }

    /** Reads a text. Every heading after the title begins a section. One bullet makes the whole section bullets. */
    static SectionedText parse(String text) {
        String title = "";
        List<TextSection> sections = new ArrayList<>(List.of(TextSection.under("")));
        for (Markdown.Block block : Markdown.parse(text).blocks()) {
            if (!(block instanceof Markdown.Heading heading)) {
                sections.add(sections.remove(sections.size() - 1).with(block));
            } else if (heading.level() == 1 && title.isEmpty()) {
                title = heading.source();
            } else {
                sections.add(TextSection.under(heading.source()));
            }
        }
        return new SectionedText(title, sections).withoutEmptySections();
    }

    SectionedText withSections(List<TextSection> others) {
        return new SectionedText(title, others);
    }

    SectionedText withoutEmptySections() {
        return withSections(sections.stream()
                .filter(section -> !section.sentences().isEmpty())
                .toList());
    }

    /** Returns the text with {@code change} applied to every heading and sentence, without the blank ones. */
    SectionedText map(UnaryOperator<String> change) {
        List<TextSection> changed = sections.stream()
                .map(section -> section.map(change).withHeading(change.apply(section.heading())))
                .toList();
        return new SectionedText(change.apply(title), changed).withoutEmptySections();
    }

    SectionedText mapSections(UnaryOperator<TextSection> change) {
        return withSections(sections.stream().map(change).toList()).withoutEmptySections();
    }

    /** Returns the text as Markdown. */
    String render() {
        return Stream.concat(
                        Stream.of(title.isBlank() ? "" : "# " + title),
                        sections.stream().map(TextSection::render))
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining("\n\n"));
    }

    /** Returns the sentences of all sections, without headings. */
    List<String> sentences() {
        return sections.stream()
                .map(TextSection::sentences)
                .flatMap(List::stream)
                .toList();
    }
}
