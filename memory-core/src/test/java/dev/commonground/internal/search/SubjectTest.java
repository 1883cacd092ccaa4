package dev.commonground.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Kind;
import dev.commonground.memory.Statement;
import org.junit.jupiter.api.Test;

class SubjectTest {

    private static boolean covers(String subject, String text) {
        return Subject.of(subject).covers(new Statement(Kind.FINDING, null, null, text));
    }

    @Test
    void coversAStatementWithAllOfItsWords() {
        assertThat(covers("home address", "The address of her home is 5 Elm Street"))
                .isTrue();
        assertThat(covers("home address", "The address is 5 Elm Street")).isFalse();
    }

    @Test
    void needsNoWordThatPeopleLeaveOut() {
        assertThat(covers("phone number", "Her phone is 555 1234")).isTrue();
        assertThat(covers("previous details", "The details are in the plan")).isFalse();
        assertThat(covers("previous details", "The previous details are in the plan"))
                .isTrue();
    }

    @Test
    void findsItsWordsInTheKeyAndTheValueAsWell() {
        Statement keyed = new Statement(Kind.PREFERENCE, "favouriteDrink", "green tea", "She likes it hot");

        assertThat(Subject.of("drink").covers(keyed)).isTrue();
        assertThat(Subject.of("tea, hot").covers(keyed)).isTrue();
        assertThat(Subject.of("coffee").covers(keyed)).isFalse();
    }

    @Test
    void withoutWordsCoversNothing() {
        assertThat(covers("", "Anything")).isFalse();
        assertThat(covers("of the", "Anything of the")).isFalse();
    }

    @Test
    void isNotFoundInAStatementThatLacksKeyAndValue() {
        assertThat(covers("null", "Her phone is 555 1234")).isFalse();
    }
}
