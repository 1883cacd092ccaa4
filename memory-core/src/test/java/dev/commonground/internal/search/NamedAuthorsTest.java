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
    void areFoundBeforeAParticle() {
        Author tanaka = Author.person("田中");
        Author minsu = Author.person("민수");
        Author anna = Author.person("Anna");
        List<Author> all = List.of(tanaka, minsu, anna);

        assertThat(NamedAuthors.in("田中さんは何を見つけましたか", all)).containsExactly(tanaka);
        assertThat(NamedAuthors.in("昨日田中が決めたこと", all)).containsExactly(tanaka);
        assertThat(NamedAuthors.in("민수가 찾은 것은 무엇입니까?", all)).containsExactly(minsu);
        assertThat(NamedAuthors.in("민수에게는 무엇이 필요합니까?", all)).containsExactly(minsu);
        assertThat(NamedAuthors.in("Annaさんの意見は?", all)).containsExactly(anna);
        assertThat(NamedAuthors.in("Annabel wrote it", all)).isEmpty();
        assertThat(NamedAuthors.without("田中さんは何を", all)).doesNotContain("田中");
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
