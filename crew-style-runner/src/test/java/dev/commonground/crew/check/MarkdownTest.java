package dev.commonground.crew.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.crew.check.Markdown.Heading;
import dev.commonground.crew.check.Markdown.ListEntry;
import dev.commonground.crew.check.Markdown.RunningText;
import dev.commonground.crew.check.Markdown.Section;
import dev.commonground.crew.check.Markdown.Verbatim;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTest {

    @Nested
    class Headings {

        @Test
        void areLinesThatBeginWithHashes() {
            assertThat(Markdown.parse("# One\n## Two ##\n###### Six\n####### seven\n#none")
                            .blocks())
                    .containsExactly(
                            new Heading(1, "One", "One"),
                            new Heading(2, "Two", "Two"),
                            new Heading(6, "Six", "Six"),
                            new RunningText("####### seven #none", "####### seven #none"));
        }

        @Test
        void areUnderlinedLines() {
            assertThat(Markdown.parse("One\n===\n\nTwo\n---\n").headings())
                    .containsExactly(new Heading(1, "One", "One"), new Heading(2, "Two", "Two"));
        }

        @Test
        void keepTheirMarksOnlyInTheSource() {
            assertThat(Markdown.parse("## The *big* [plan](https://example.org)")
                            .headings())
                    .containsExactly(new Heading(2, "The big plan", "The *big* [plan](https://example.org)"));
        }
    }

    @Nested
    class Lists {

        @Test
        void haveABlockForEachItem() {
            assertThat(Markdown.parse("- a\n* b\n  goes on\n\n1. c\n2) *d*").blocks())
                    .containsExactly(
                            new ListEntry("a", "a"),
                            new ListEntry("b goes on", "b goes on"),
                            new ListEntry("c", "c"),
                            new ListEntry("d", "*d*"));
        }

        @Test
        void haveNestedItemsAfterTheirParent() {
            assertThat(Markdown.parse("- a\n  - b\n\n    more of b\n- c").blocks())
                    .containsExactly(
                            new ListEntry("a", "a"),
                            new ListEntry("b more of b", "b more of b"),
                            new ListEntry("c", "c"));
        }

        @Test
        void countForTheHeadingBeforeThem() {
            Markdown text = Markdown.parse("# Title\n- a\n## One\n- b\n- c\n## Two\nnone");

            assertThat(text.sections())
                    .containsExactly(
                            new Section(new Heading(2, "One", "One"), 2), new Section(new Heading(2, "Two", "Two"), 0));
            assertThat(text.items()).isEqualTo(3);
        }
    }

    @Nested
    class CodeAndTables {

        @Test
        void codeHasNoHeadingsAndNoItems() {
            assertThat(Markdown.parse("```sh\n# a comment\n- no item\n```\n\n    # indented")
                            .blocks())
                    .containsExactly(
                            new Verbatim("# a comment\n- no item", "```sh\n# a comment\n- no item\n```"),
                            new Verbatim("# indented", "    # indented"));
        }

        @Test
        void aTableHasALineForEachRow() {
            String table = "| a | *b* |\n|---|---|\n| c \\| d | e |";

            assertThat(Markdown.parse(table).blocks()).containsExactly(new Verbatim("a b\nc | d e", table));
        }

        @Test
        void aTableNeedsItsLine() {
            assertThat(Markdown.parse("| a | b |").blocks()).containsExactly(new RunningText("| a | b |", "| a | b |"));
        }
    }

    @Nested
    class Prose {

        @Test
        void hasNoMarks() {
            assertThat(Markdown.parse("**Very** _good_ `code`, snake_case, 2 * 3,\n![a chart](c.png) <b>bold</b>\\*")
                            .plain())
                    .isEqualTo("Very good code, snake_case, 2 * 3, a chart bold*");
        }

        @Test
        void ofAQuotationIsProse() {
            assertThat(Markdown.parse("> one\n> two\n\n---\n\nthree").blocks())
                    .containsExactly(new RunningText("one two", "one two"), new RunningText("three", "three"));
        }

        @Test
        void isLongByItsWords() {
            assertThat(Markdown.parse("one two\n\none two three\n\n- one two three")
                            .paragraphsOver(2))
                    .containsExactly("one two three");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=",
            value = {"''=0", "one=1", "two  words=2", "state-of-the-art=1", "a - b=2", "42 %=1", "no\u00a0break=2"})
    void countsRunsThatHoldALetterOrADigit(String text, int words) {
        assertThat(Markdown.words(text)).isEqualTo(words);
    }
}
