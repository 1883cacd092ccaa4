package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionTest {

    private static Question parse(String query) {
        return Question.parse(query, null, List.of(Author.person("Ann")));
    }

    @Test
    void hasNoTermsThatOnlyFrameIt() {
        assertThat(parse("Please tell me what Ann knows of the garden").terms()).containsExactly("garden");
        assertThat(parse("Please tell us everything you know").terms()).isNotEmpty();
    }

    @Test
    void isExactWithThreeTermsOrANumberedOne() {
        assertThat(parse("red garden gate").isExact()).isTrue();
        assertThat(parse("garden gate").isExact()).isFalse();
        assertThat(parse("chapter 3").isExact()).isTrue();
        assertThat(parse("chapter 3").isReference()).isTrue();
        assertThat(parse("3").isExact()).isFalse();
        assertThat(parse("garden gate").isReference()).isFalse();
        assertThat(parse("red chapter 3").isReference()).isFalse();
    }

    @Test
    void asksForKindsIfItNamesNothingElse() {
        assertThat(parse("Which constraints and decisions?").asksForKinds()).isTrue();
        assertThat(parse("Which constraints and decisions?").kinds())
                .containsExactlyInAnyOrder(Kind.CONSTRAINT, Kind.DECISION);
        assertThat(parse("Which constraints for the garden?").asksForKinds()).isFalse();
        assertThat(parse("Which constraints for the garden?").kinds()).containsExactly(Kind.CONSTRAINT);
        assertThat(parse("Which?").asksForKinds()).isFalse();
    }

    @Test
    void isSearchedByItsTermsAndTheirParts() {
        Question question = parse("Der Mietvertrag ist nicht da");

        assertThat(question.parts()).isNotEmpty();
        assertThat(question.searched()).containsAll(question.terms()).containsAll(question.parts());
        assertThat(question.withTerms(question.parts()).terms()).isEqualTo(question.parts());
    }
}
