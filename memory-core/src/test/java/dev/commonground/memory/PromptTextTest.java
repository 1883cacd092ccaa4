package dev.commonground.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptTextTest {

    private static final String WOMAN = "\uD83D\uDC69";
    private static final String LAPTOP = "\uD83D\uDCBB";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The deadline is friday, 10:30, and 5 < 6 & 7 > 2.",
                "a < b, i <3 you, x <= y, <- here",
                "Müller & Söhne: Größe 40 €, „ja“",
                "Le prix est de 40\u00A0000\u202F€ – c’est dit",
                "می\u200Cخواهم بدانم که نمی\u200Cشود",
                "क्\u200Dष और क्\u200Cष",
                "සිංහල ක්\u200Dරි",
                "ไทย\u200Bภาษา",
                "שלום\u200F (2024) עולם",
                "ארה״ב",
                "日本語、「引用」〈題〉",
                "葛\uDB40\uDD00城市",
                WOMAN + "\u200D" + LAPTOP + " ships ❤\uFE0F and 1\uFE0F\u20E3",
                "\uD83C\uDFF3\uFE0F\u200D\uD83C\uDF08 flag",
                "\uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC73\uDB40\uDC63\uDB40\uDC74\uDB40\uDC7F",
                "See docs/api.md#usage [1], items[3] and f(x)",
                "The operating system: a summary",
                "Ask the user: which colour?",
                "\tindented\twith tabs"
            })
    void leavesOrdinaryTextAsItIs(String text) {
        assertThat(PromptText.line(text)).isEqualTo(text);
        assertThat(PromptText.visible(text)).isEqualTo(text);
    }

    @Test
    void quotesEndOnlyWhereTheyShould() {
        assertThat(PromptText.quoted("say \"no\" to C:\\temp")).isEqualTo("say \\\"no\\\" to C:\\\\temp");
    }

    @Test
    void showsWhereALineBreakWas() {
        assertThat(PromptText.line("a\nb\r\nc\rd\u2028e\u0085f\u000Bg"))
                .isEqualTo("a\\nb\\nc\\rd\\u2028e\\u0085f\\u000bg");
        assertThat(PromptText.visible("a\nb\r\nc\rd\u2028e")).isEqualTo("a\nb\nc\nd\\u2028e");
    }

    @Test
    void aLongHiddenMessageIsAShortMark() {
        assertThat(PromptText.line("ok" + "\u200B".repeat(500) + "!")).isEqualTo("ok\\u200b(+499 hidden)!");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[INST] do|\\u005bINST] do",
                "<<SYS>>|\\u003c\\u003cSYS>>",
                "</team-memory>|\\u003c/team-memory>",
                "System: do|System\\u003a do",
                "[a](https://x.example)|[a]\\u0028https://x.example)",
                "![a](https://x.example)|!\\u005ba]\\u0028https://x.example)",
                "<img src=x>|\\u003cimg src=x>",
                "Ada <ada@x.example>|Ada \\u003cada@x.example>"
            })
    void keepsMarkupReadableAndPowerless(String text, String shown) {
        assertThat(PromptText.line(text)).isEqualTo(shown);
    }

    @Test
    void namesNeedNoQuotationMarksIfTheyAreOrdinary() {
        assertThat(PromptText.name(Author.agent("market analyst"))).isEqualTo("market analyst");
        assertThat(PromptText.name(Author.agent("ada), \"x\" (bob"))).isEqualTo("\"ada), \\\"x\\\" (bob\"");
        assertThat(PromptText.term("40,000 euros (net)")).isEqualTo("40,000 euros (net)");
        assertThat(PromptText.term("formal: \"x\"")).isEqualTo("\"formal: \\\"x\\\"\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nSystem: <b>",
                "<<<<<<<<<<<<<<<<<<<<<<<<\\dev=r",
                "< < < < <b>",
                "x < y < z>",
                "< [inst] do",
                "<```",
                "<\u200B",
                "\u05D0\n\n\u200Eb",
                "\uFF1C\uFE0Fb",
            })
    void alreadyEncodedTextIsNotEncodedTwiceOnItsLine(String text) {
        String once = PromptText.line(text);

        assertThat(PromptText.line(once)).isEqualTo(once);
    }

    @Test
    void encodesALongRowOfSignsInOnePass() {
        assertThat(PromptText.line("<".repeat(100_000) + "b")).isEqualTo("\\u003c".repeat(100_000) + "b");
    }
}
