package dev.commonground.crew.check;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The blocks of a Markdown text, read as CommonMark with the tables of GitHub Flavored Markdown.
 *
 * <pre>{@code
 * Markdown text = Markdown.parse("# Offer\n\nFor *you*.\n\n- cheap\n- good");
 * text.headings();           // one: "Offer", level 1
 * text.plain();              // "Offer\nFor you.\ncheap\ngood"
 * Markdown.words("For you"); // 2
 * }</pre>
 *
 * <p>The blocks of a quotation count like all others, and a thematic break is no block. Immutable and thread-safe.
 *
 * @param blocks the blocks, in the order of the text
 */
public record Markdown(List<Block> blocks) {

    private static final Pattern SPACES = Pattern.compile("(?U)\\s+");

    /** A block of a text. */
    public sealed interface Block {

        /** Returns the words of the block without emphasis, link targets, fences and all other marks. */
        String text();

        /** Returns the source of the block, without the marks of a heading or a list item. */
        String source();
    }

    /**
     * A heading: a line that begins with {@code #}, or an underlined line.
     *
     * @param level the level, 1 to 6
     * @param text the words of the heading
     * @param source the heading as it is written, without its {@code #} or its underline
     */
    public record Heading(int level, String text, String source) implements Block {
        public Heading {
            requireNonNull(text, "text");
            requireNonNull(source, "source");
        }
    }

    /**
     * A paragraph outside of lists.
     *
     * @param text the words of the paragraph, on one line
     * @param source the paragraph as it is written, on one line
     */
    public record RunningText(String text, String source) implements Block {
        public RunningText {
            requireNonNull(text, "text");
            requireNonNull(source, "source");
        }
    }

    /**
     * A list item. The items of a nested list are blocks of their own and follow it.
     *
     * @param text the words of the item, on one line
     * @param source the item as it is written, on one line
     */
    public record ListEntry(String text, String source) implements Block {
        public ListEntry {
            requireNonNull(text, "text");
            requireNonNull(source, "source");
        }
    }

    /**
     * Code, a table or HTML.
     *
     * @param text the lines of the code or the HTML, or the cells of the table with a line for each row
     * @param source the block as it is written
     */
    public record Verbatim(String text, String source) implements Block {
        public Verbatim {
            requireNonNull(text, "text");
            requireNonNull(source, "source");
        }
    }

    /** A heading and the number of list items between it and the next heading. */
    record Section(Heading heading, int items) {}

    public Markdown {
        blocks = List.copyOf(requireNonNull(blocks, "blocks"));
    }

    /** Returns the blocks of {@code text}. */
    public static Markdown parse(String text) {
        return new Markdown(new MarkdownReader(requireNonNull(text, "text")).blocks());
    }

    /** Returns the number of words in {@code text}: runs without white space that hold a letter or a digit. */
    public static int words(String text) {
        return (int) SPACES.splitAsStream(requireNonNull(text, "text"))
                .filter(word -> word.codePoints().anyMatch(Character::isLetterOrDigit))
                .count();
    }

    /** Returns the headings, in the order of the text. */
    public List<Heading> headings() {
        return all(Heading.class).toList();
    }

    /** Returns the number of list items, including those of nested lists. */
    public int items() {
        return (int) all(ListEntry.class).count();
    }

    /** Returns the words of all blocks, at least one line for each block. */
    public String plain() {
        return blocks.stream().map(Block::text).collect(Collectors.joining("\n"));
    }

    /** Returns the sections. The only heading of level 1 is a title, not a section, if it comes first and others follow. */
    List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        for (Block block : blocks) {
            if (block instanceof Heading heading) {
                sections.add(new Section(heading, 0));
            } else if (block instanceof ListEntry && !sections.isEmpty()) {
                Section last = sections.remove(sections.size() - 1);
                sections.add(new Section(last.heading(), last.items() + 1));
            }
        }
        return isTitled() ? sections.subList(1, sections.size()) : sections;
    }

    private boolean isTitled() {
        List<Heading> headings = headings();
        return headings.size() > 1
                && headings.get(0).level() == 1
                && headings.stream().filter(heading -> heading.level() == 1).count() == 1;
    }

    /** Returns the paragraphs outside of lists that have more than {@code words} words. */
    Stream<String> paragraphsOver(int words) {
        return all(RunningText.class).map(RunningText::text).filter(text -> words(text) > words);
    }

    private <B extends Block> Stream<B> all(Class<B> type) {
        return blocks.stream().filter(type::isInstance).map(type::cast);
    }
}
