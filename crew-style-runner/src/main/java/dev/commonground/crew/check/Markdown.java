package dev.commonground.crew.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An answer in Markdown, as the checks read it: headings that begin with {@code #}, list items, paragraphs.
 *
 * @param plain the text without what only marks it up: heading and list marks, fences, emphasis, link targets
 * @param headings the headings, in order
 * @param sections what stands under each heading; empty without headings
 * @param paragraphs the blocks of running text, neither headings nor list items nor table rows
 * @param items how many list items there are
 */
record Markdown(String plain, List<Heading> headings, List<Section> sections, List<String> paragraphs, int items) {

    private static final Pattern HEADING = Pattern.compile("\\s{0,3}(#{1,6})\\s+(.*?)\\s*#*\\s*");
    private static final Pattern ITEM = Pattern.compile("\\s*(?:[-*+]|\\d{1,9}[.)])\\s+(.*)");
    private static final Pattern FENCE = Pattern.compile("\\s*(?:```|~~~).*");
    private static final Pattern RULE = Pattern.compile("\\s*(?:[-*_=]\\s*){3,}");
    private static final Pattern LINK = Pattern.compile("!?\\[([^\\]]*)\\]\\([^)]*\\)");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    /** A heading and its level, 1 to 6. */
    record Heading(int level, String text) {}

    /** A heading and how many list items stand under it, before the next heading. */
    record Section(Heading heading, int items) {}

    static Markdown of(String text) {
        return new Reader().read(text);
    }

    /** Returns how many words the plain text has: runs of characters without white space that hold a letter or digit. */
    int words() {
        return words(plain);
    }

    static int words(String text) {
        return (int) SPACES.splitAsStream(text)
                .filter(word -> word.codePoints().anyMatch(Character::isLetterOrDigit))
                .count();
    }

    /** Returns the headings that begin a section: all but a title, which is the only one of level 1 and stands first. */
    List<Section> parts() {
        boolean titled = headings.size() > 1
                && headings.get(0).level() == 1
                && headings.stream().filter(heading -> heading.level() == 1).count() == 1;
        return titled ? sections.subList(1, sections.size()) : sections;
    }

    /** Reads a text line by line. */
    private static final class Reader {

        private final List<String> plain = new ArrayList<>();
        private final List<Section> sections = new ArrayList<>();
        private final List<String> paragraphs = new ArrayList<>();
        private final StringBuilder paragraph = new StringBuilder();
        private boolean inItem;
        private int items;

        Markdown read(String text) {
            LINK.matcher(text).replaceAll("$1").lines().forEach(this::line);
            endParagraph();
            List<Heading> headings = sections.stream().map(Section::heading).toList();
            return new Markdown(
                    String.join("\n", plain), headings, List.copyOf(sections), List.copyOf(paragraphs), items);
        }

        private void line(String line) {
            Matcher heading = HEADING.matcher(line);
            Matcher item = ITEM.matcher(line);
            if (line.isBlank()
                    || FENCE.matcher(line).matches()
                    || RULE.matcher(line).matches()) {
                endParagraph();
            } else if (heading.matches()) {
                endParagraph();
                String text = keep(heading.group(2));
                sections.add(new Section(new Heading(heading.group(1).length(), text), 0));
            } else if (item.matches()) {
                endParagraph();
                keep(item.group(1));
                addItem();
            } else {
                running(line);
            }
        }

        /** A line of a table, a line that goes on with a list item, or one of a paragraph. */
        private void running(String line) {
            String text = keep(line);
            if (!line.strip().startsWith("|") && !inItem) {
                paragraph.append(text).append(' ');
            }
        }

        private void addItem() {
            inItem = true;
            items++;
            if (!sections.isEmpty()) {
                int last = sections.size() - 1;
                Section section = sections.get(last);
                sections.set(last, new Section(section.heading(), section.items() + 1));
            }
        }

        private void endParagraph() {
            inItem = false;
            if (!paragraph.isEmpty()) {
                paragraphs.add(paragraph.toString().strip());
                paragraph.setLength(0);
            }
        }

        private String keep(String text) {
            String bare = text.replace("|", " ")
                    .replaceAll("[*`~]|(?<!\\w)_|_(?!\\w)", "")
                    .strip();
            plain.add(bare);
            return bare;
        }
    }

    /** Returns the paragraphs of more than {@code words} words. */
    Stream<String> paragraphsOver(int words) {
        return paragraphs.stream().filter(paragraph -> words(paragraph) > words);
    }
}
