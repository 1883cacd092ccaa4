package dev.commonground.langgraph4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolQueriesTest {

    static List<String> questions(String queries) {
        return ToolQueries.parse(queries).questions();
    }

    @Test
    void eachLineIsAQuestion() {
        assertThat(questions(" deadline? \n\n tone, and length")).containsExactly("deadline?", "tone, and length");
    }

    @Test
    void aListHasItsQuestionsBetweenBrackets() {
        assertThat(questions("[deadline, tone]")).containsExactly("deadline", "tone");
    }

    @Test
    void aBracketAtOneEndBelongsToTheQuestion() {
        assertThat(questions("[urgent] deadline, tone")).containsExactly("[urgent] deadline, tone");
        assertThat(questions("deadline, [tone]")).containsExactly("deadline, [tone]");
    }

    @Test
    void aQuestionIsAskedOnce() {
        assertThat(questions("tone\ntone\n?!")).containsExactly("tone");
    }

    @Test
    void fiveQuestionsAreAsked() {
        assertThat(questions("a\nb\nc\nd\ne\nf")).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void aLongQuestionIsCut() {
        String longest = "x".repeat(Statement.MAX_TEXT);

        assertThat(questions(longest + "y")).containsExactly(longest);
    }
}
