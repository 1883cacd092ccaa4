package dev.commonground.samples.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A text in Markdown: a title, and sections of sentences.
 *
 * @param title blank if the text has none
 */
record Markdown(String title, List<Section> sections) {

    private static final Pattern HEADING = Pattern.compile("^(#{1,6})\\s+(.*?)\\s*#*$");
    private static final Pattern BULLET = Pattern.compile("^\\s*(?:[-*+]|\\d+[.)])\\s+(.*)$");

    /** How the sentences of a section stand. */
    enum Form {
        PARAGRAPHS,
        BULLETS
    }

    /**
     * A heading and what stands under it; each entry of {@code sentences} is one bullet, or one sentence.
     *
     * @param heading blank for what stands before the first heading
     */
    record Section(String heading, Form form, List<String> sentences) {

        Section {
            sentences = List.copyOf(sentences);
        }

        Section withHeading(String other) {
            return new Section(other, form, sentences);
        }

        Section withSentences(List<String> others) {
            return new Section(heading, form, others);
        }

        Section map(UnaryOperator<String> change) {
            return withSentences(sentences.stream()
                    .map(change)
                    .filter(text -> !text.isBlank())
                    .toList());
        }

        private String render() {
            String head = heading.isBlank() ? "" : "## " + heading + "\n\n";
            return form == Form.BULLETS
                    ? head + sentences.stream().map(text -> "- " + text).collect(Collectors.joining("\n"))
                    : head + String.join(" ", sentences);
        }
    }

    Markdown {
        sections = List.copyOf(sections);
    }

    /** Reads a text. Deeper headings become sections too; a section with any bullet is one of bullets. */
    static Markdown parse(String text) {
        String title = "";
        List<Section> sections = new ArrayList<>();
        Section open = new Section("", Form.PARAGRAPHS, List.of());
        for (String line : joined(text)) {
            Matcher heading = HEADING.matcher(line);
            if (!heading.matches()) {
                open = with(open, line);
            } else if (heading.group(1).length() == 1 && title.isEmpty()) {
                title = heading.group(2);
            } else {
                sections.add(open);
                open = new Section(heading.group(2), Form.PARAGRAPHS, List.of());
            }
        }
        sections.add(open);
        return new Markdown(title, sections).withoutEmptySections();
    }

    Markdown withSections(List<Section> others) {
        return new Markdown(title, others);
    }

    Markdown withoutEmptySections() {
        return withSections(sections.stream()
                .filter(section -> !section.sentences().isEmpty())
                .toList());
    }

    /** Returns the text with every heading and sentence changed, and without those that became blank. */
    Markdown map(UnaryOperator<String> change) {
        List<Section> changed = sections.stream()
                .map(section -> section.map(change).withHeading(change.apply(section.heading())))
                .toList();
        return new Markdown(change.apply(title), changed).withoutEmptySections();
    }

    Markdown mapSections(UnaryOperator<Section> change) {
        return withSections(sections.stream().map(change).toList()).withoutEmptySections();
    }

    /** Returns the text as it is written down. */
    String render() {
        return Stream.concat(
                        Stream.of(title.isBlank() ? "" : "# " + title),
                        sections.stream().map(Section::render))
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining("\n\n"));
    }

    private static Section with(Section section, String line) {
        Matcher bullet = BULLET.matcher(line);
        List<String> sentences = new ArrayList<>(section.sentences());
        if (bullet.matches()) {
            sentences.add(bullet.group(1).strip());
            return new Section(section.heading(), Form.BULLETS, sentences);
        }
        sentences.addAll(Sentences.plain(line));
        return section.withSentences(sentences);
    }

    /** Returns the lines of {@code text}, with wrapped lines of prose put together. */
    private static List<String> joined(String text) {
        List<String> lines = new ArrayList<>();
        boolean open = false;
        for (String line : text.lines().map(String::stripTrailing).toList()) {
            boolean prose = !line.isBlank()
                    && !HEADING.matcher(line).matches()
                    && !BULLET.matcher(line).matches();
            if (prose && open) {
                lines.add(lines.remove(lines.size() - 1) + " " + line.strip());
            } else if (!line.isBlank()) {
                lines.add(line);
            }
            open = !line.isBlank() && !HEADING.matcher(line).matches();
        }
        return lines;
    }

    /** Returns all that is said, without headings. */
    List<String> sentences() {
        return sections.stream().map(Section::sentences).flatMap(List::stream).toList();
    }
}
