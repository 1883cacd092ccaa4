package dev.commonground.samples.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.samples.offline.SectionedText.Form;
import dev.commonground.samples.offline.SectionedText.TextSection;
import java.util.List;
import org.junit.jupiter.api.Test;

class SectionedTextTest {

    @Test
    void readsATitleAndSections() {
        String text = """
                Before it.
                # Title
                ## One #
                A first sentence. A second
                that goes on. Dr. Who's third.
                ### Two
                * a bullet
                  that goes on
                2. another
                # Three
                Last.
                """;

        assertThat(SectionedText.parse(text))
                .isEqualTo(new SectionedText(
                        "Title",
                        List.of(
                                new TextSection("", Form.PARAGRAPHS, List.of("Before it.")),
                                new TextSection(
                                        "One",
                                        Form.PARAGRAPHS,
                                        List.of("A first sentence.", "A second that goes on.", "Dr. Who's third.")),
                                new TextSection("Two", Form.BULLETS, List.of("a bullet that goes on", "another")),
                                new TextSection("Three", Form.PARAGRAPHS, List.of("Last.")))));
    }

    @Test
    void isReadAsItWasWritten() {
        String text = "# T\n\n## One\n\n- a\n- b\n\n## Two\n\nA sentence. And one.";

        assertThat(SectionedText.parse(text).render()).isEqualTo(text);
    }
}
