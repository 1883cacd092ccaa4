package dev.commonground.benchmarks.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.benchmarks.report.Figure;
import dev.commonground.learning.Learning.Extracted;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Statement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnBenchmarkTest {

    static final LabelledConversation TALK = LabelledConversation.read("""
            # a remark
            == a talk | consulting | held | plain
            dana: At most 500 words. We agreed on Leeds.
            -> CONSTRAINT max_words = 500
            -> DECISION "agreed on Leeds"
            -> QUESTION "who signs"
            """).get(0);

    @Test
    void rulesReachTheirPrecisionAndRecall() throws IOException {
        List<LabelledConversation> all = LabelledConversation.all();
        LabelScore tuned =
                LearnBenchmark.score(all.stream().filter(each -> !each.held()).toList());
        LabelScore held = LearnBenchmark.score(
                all.stream().filter(LabelledConversation::held).toList());

        assertThat(tuned.precision()).isGreaterThanOrEqualTo(0.95);
        assertThat(tuned.recall()).isGreaterThanOrEqualTo(0.85);
        assertThat(held.precision()).isGreaterThanOrEqualTo(0.9);
        assertThat(held.recall()).isGreaterThanOrEqualTo(0.6);
    }

    @Test
    void everydayConversationsAreRead() throws IOException {
        LabelScore all = LearnBenchmark.score(LabelledConversation.of("everyday.txt"));

        assertThat(LabelledConversation.of("everyday.txt")).hasSize(100);
        assertThat(all.precision()).isGreaterThanOrEqualTo(0.97);
        assertThat(all.recall()).isGreaterThanOrEqualTo(0.85);
    }

    @Test
    void changesPolarityAndLanguagesReachTheirGoals(@TempDir Path folder) throws IOException {
        assertThat(new PolarityTrial().figures()).allMatch(Figure::met);
        assertThat(ChangeTrial.figures(folder.resolve("changes.db"))).allMatch(Figure::met);
        assertThat(LanguageTrial.figures(folder.resolve("languages.db")))
                .hasSize(6)
                .allMatch(Figure::met);
    }

    @Test
    void everyLabelQuotesItsConversation() throws IOException {
        assertThat(LabelledConversation.all())
                .allSatisfy(talk -> assertThat(talk.labels())
                        .allMatch(label -> label.key() != null
                                || talk.utterances().stream()
                                        .anyMatch(said -> said.text().contains(label.text()))));
    }

    @Test
    void scoreCountsRightWrongAndMissedStatements() {
        LabelScore tally = new LabelScore();
        tally.add(
                TALK,
                List.of(
                        extracted(new Statement(Kind.CONSTRAINT, "max_words", "500", "At most 500 words")),
                        extracted(new Statement(Kind.FINDING, null, null, "We agreed on Leeds"))));

        assertThat(tally.precision()).isEqualTo(0.5);
        assertThat(tally.recall()).isEqualTo(1.0 / 3);
        assertThat(tally.errors())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("a talk: wrong"))
                .contains("a talk: missed DECISION \"agreed on Leeds\"", "a talk: missed QUESTION \"who signs\"");
    }

    @Test
    void readRejectsALineThatIsNoLabel() {
        assertThatThrownBy(() -> Label.read("CONSTRAINT without a value"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CONSTRAINT without a value");
    }

    static Extracted extracted(Statement statement) {
        return new Extracted(statement, 1, "At most 500 words. We agreed on Leeds.");
    }
}
