package dev.commonground.samples.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.samples.offline.Markdown.Form;
import dev.commonground.samples.offline.Markdown.Section;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTest {

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

        assertThat(Markdown.parse(text))
                .isEqualTo(new Markdown(
                        "Title",
                        List.of(
                                new Section("", Form.PARAGRAPHS, List.of("Before it.")),
                                new Section(
                                        "One",
                                        Form.PARAGRAPHS,
                                        List.of("A first sentence.", "A second that goes on.", "Dr. Who's third.")),
                                new Section("Two", Form.BULLETS, List.of("a bullet that goes on", "another")),
                                new Section("Three", Form.PARAGRAPHS, List.of("Last.")))));
    }

    @Test
    void isReadAsItWasWritten() {
        String text = "# T\n\n## One\n\n- a\n- b\n\n## Two\n\nA sentence. And one.";

        assertThat(Markdown.parse(text).render()).isEqualTo(text);
    }
}
