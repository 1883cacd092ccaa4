package dev.commonground.crew.check;

import static dev.commonground.crew.check.ConstraintCheck.Result.MET;
import static dev.commonground.crew.check.ConstraintCheck.Result.UNCHECKED;
import static dev.commonground.crew.check.ConstraintCheck.Result.VIOLATED;
import static dev.commonground.crew.check.Memories.constraint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConstraintCheckTest {

    static final String FORTY_ONE = words(41);
    static final String DECK = "# Offer\n\n## Summary\n- saves time\n\n## Price\n1. ten\n";

    static String words(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));
    }

    static Stream<Arguments> examples() {
        return Stream.of(
                // amounts
                is("max_words", "500", words(500), MET, "500 words, at most 500 allowed"),
                is("max_words", "500", words(501), VIOLATED, "501 words, at most 500 allowed"),
                is("Max Words", "1,000 words", words(1000), MET, "1000 words, at most 1000 allowed"),
                is("max-words", "2 WORDS", "one two", MET, "2 words, at most 2 allowed"),
                is("min_words", "3", "one two three", MET, "3 words, at least 3 allowed"),
                is("min_words", "3", "one two", VIOLATED, "2 words, at least 3 allowed"),
                is("max_words", "short", "one", UNCHECKED, "no rule for this value of the key"),
                is("max_words", "-5", "one", UNCHECKED, "no rule for this value of the key"),
                // words
                is("max_words", "4", "## The *big* plan:\n\n- state-of-the-art", MET, "4 words, at most 4 allowed"),
                is("max_words", "1", "---\n- 42 %\n***", MET, "1 word, at most 1 allowed"),
                is("max_words", "2", "1. first\n2) second", MET, "2 words, at most 2 allowed"),
                is("max_words", "2", "[the page](https://example.org/a) ![](x.png)", MET, "2 words, at most 2 allowed"),
                is("max_words", "2", "| a | b |\n|---|---|", MET, "2 words, at most 2 allowed"),
                is("max_words", "1", "```java\ncode\n```", MET, "1 word, at most 1 allowed"),
                // the first section
                is(
                        "first_section",
                        "executive summary",
                        "# Offer\n\nHello\n\n## Executive Summary\n",
                        MET,
                        "the first section is \"Executive Summary\""),
                is(
                        "first_section",
                        "Executive summary",
                        "## 1. Executive summaries ##\n\n## Price",
                        MET,
                        "the first section is \"1. Executive summaries\""),
                is(
                        "first_section",
                        "Executive summary",
                        "# Executive summary",
                        MET,
                        "the first section is \"Executive summary\""),
                is(
                        "first_section",
                        "Executive summary",
                        "# Offer\n## Price\n## Executive summary",
                        VIOLATED,
                        "the first section is \"Price\", not \"Executive summary\""),
                is(
                        "first_section",
                        "Price",
                        "# Offer\n# Price",
                        VIOLATED,
                        "the first section is \"Offer\", not \"Price\""),
                is(
                        "first_section",
                        "Price",
                        "## Offer\n# Price",
                        VIOLATED,
                        "the first section is \"Offer\", not \"Price\""),
                is("first_section", "Price", "Offer\n=====\nPrice\n-----", MET, "the first section is \"Price\""),
                is(
                        "first_section",
                        "Price",
                        "#Price\n\n```\n# Price\n```",
                        VIOLATED,
                        "no heading, so no first section: begin with ## Price"),
                // required and forbidden phrases
                is("include: ROI figures", "required", "The roi-figure is 34 %.", MET, "\"ROI figures\" occurs"),
                is("Include:ROI figures", "Required", "## ROI, Figures", MET, "\"ROI figures\" occurs"),
                is(
                        "include: ROI figures",
                        "required",
                        "Figures of the ROI",
                        VIOLATED,
                        "\"ROI figures\" does not occur"),
                is("include: boxes", "required", "a box of companies", MET, "\"boxes\" occurs"),
                is("include: company", "required", "a box of companies", MET, "\"company\" occurs"),
                is("include: art", "required", "a party", VIOLATED, "\"art\" does not occur"),
                is("include: price list", "forbidden", "Our price lists", VIOLATED, "\"price list\" occurs"),
                is("include: price list", "forbidden", "a list of every price", MET, "\"price list\" does not occur"),
                is("include: price list", "perhaps", "a list", UNCHECKED, "no rule for this value of the key"),
                is("include: !", "required", "a list!", VIOLATED, "\"!\" does not occur"),
                // tone
                is(
                        "tone",
                        "formal",
                        "The offer is valid. It is the company's own.",
                        MET,
                        "formal: no contraction, exclamation mark or casual word"),
                is("tone", "Formal", "We don\u2019t wait, it's here!", VIOLATED, "not formal: remove don't, it's, !"),
                is(
                        "tone",
                        "formal",
                        "Hey guys, we'll bring lots of stuff, ok, cool",
                        VIOLATED,
                        "not formal: remove we'll, hey, guys, lots of, stuff"),
                is("tone", "formal", "![chart](c.png)", MET, "formal: no contraction, exclamation mark or casual word"),
                is("tone", "friendly", "Your offer is here!", MET, "addresses the reader as you, without stiff words"),
                is("tone", "casual", "The offer is here", VIOLATED, "never addresses the reader: say you or your"),
                is("tone", "informal", "You shall utilize it", VIOLATED, "too stiff: remove shall, utilize"),
                is("tone", "upbeat", "Your offer", UNCHECKED, "no rule for this value of the key"),
                // format
                is("format", "slide deck", DECK, MET, "2 slides with bullet points"),
                is(
                        "format",
                        "Slides",
                        DECK + "\n## Next\nCall us",
                        VIOLATED,
                        "the slide \"Next\" has no bullet points"),
                is(
                        "format",
                        "slides",
                        "- no heading",
                        VIOLATED,
                        "no slides: give each one a heading and bullet points"),
                is(
                        "format",
                        "slides",
                        DECK + "\n" + FORTY_ONE,
                        VIOLATED,
                        "a paragraph has 41 words, more than 40: make it bullet points"),
                is("format", "slides", DECK + FORTY_ONE, MET, "2 slides with bullet points"),
                is("format", "bullet points", "* one\n\n" + words(40), MET, "bullet points"),
                is("format", "bullets", words(3), VIOLATED, "no bullet points"),
                is("format", "letter", words(3), UNCHECKED, "no rule for this value of the key"),
                // other keys and values
                is("deadline", "Friday", "Monday", UNCHECKED, "no rule for this key"));
    }

    static Arguments is(String key, String value, String text, ConstraintCheck.Result result, String reason) {
        return Arguments.of(key, value, text, result, reason);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void judgesByKeyAndValue(String key, String value, String text, ConstraintCheck.Result result, String reason) {
        Memory constraint = constraint(key, value);

        assertThat(ConstraintCheck.of(constraint, text)).isEqualTo(new ConstraintCheck(constraint, result, reason));
    }

    @Test
    void isUncheckedWithoutAKey() {
        Memory constraint = Memories.of(Kind.CONSTRAINT, null, null, "Keep it short");

        assertThat(ConstraintCheck.of(constraint, "long"))
                .isEqualTo(new ConstraintCheck(constraint, UNCHECKED, "it has no key, so no rule fits"));
        assertThat(ConstraintCheck.of(constraint, "long").line())
                .isEqualTo("UNCHECKED %s: it has no key, so no rule fits".formatted(constraint.id()));
    }

    @Test
    void followsTheValueWhenItChanges() {
        String text = words(400);

        assertThat(ConstraintCheck.of(constraint("max_words", "500"), text).line())
                .isEqualTo("MET max_words = 500: 400 words, at most 500 allowed");
        assertThat(ConstraintCheck.of(constraint("max_words", "300"), text).line())
                .isEqualTo("VIOLATED max_words = 300: 400 words, at most 300 allowed");
        assertThat(ConstraintCheck.of(constraint("tone", "formal"), "It's yours")
                        .result())
                .isEqualTo(VIOLATED);
        assertThat(ConstraintCheck.of(constraint("tone", "friendly"), "It's yours")
                        .result())
                .isEqualTo(MET);
    }
}
