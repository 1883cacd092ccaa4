package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Author;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamedAuthorsTest {

    private static final Author WILL = Author.person("Will");
    private static final Author MEL = Author.person("Melanie Stone");
    private static final Author RESEARCHER = Author.agent("researcher");
    private static final List<Author> ALL = List.of(WILL, MEL, RESEARCHER);

    @Test
    void areFoundByNameAndByFirstName() {
        assertThat(NamedAuthors.in("What is Melanie's job?", ALL)).containsExactly(MEL);
        assertThat(NamedAuthors.in("What will Will do?", ALL)).containsExactly(WILL);
        assertThat(NamedAuthors.in("What will she do?", ALL)).isEmpty();
        assertThat(NamedAuthors.in("Researcher findings", ALL)).containsExactly(RESEARCHER);
        assertThat(NamedAuthors.in("Melanies and Willow", ALL)).isEmpty();
    }

    @Test
    void areRemovedFromTheQuestionIfTheyArePersons() {
        assertThat(NamedAuthors.without("What is Melanie's job?", ALL)).isEqualTo("What is job?");
        assertThat(NamedAuthors.without("Did Will and Melanie Stone meet, Will?", ALL))
                .isEqualTo("Did and meet,?");
        assertThat(NamedAuthors.without("What did the researcher find?", ALL))
                .isEqualTo("What did the researcher find?");
        assertThat(NamedAuthors.without("Will?", ALL)).isEqualTo("Will?");
    }
}
