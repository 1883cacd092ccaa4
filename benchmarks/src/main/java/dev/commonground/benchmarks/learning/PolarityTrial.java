package dev.commonground.benchmarks.learning;

import dev.commonground.benchmarks.report.Figure;
import dev.commonground.learning.Learning.Extracted;
import dev.commonground.learning.Rules.Utterance;
import dev.commonground.memory.Author;
import dev.commonground.memory.Statement;
import dev.commonground.rules.EnglishRules;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Counts the statements with a key that the rules learn from sentences that deny, remove or limit something. */
final class PolarityTrial {

    private static final double LEARNED = 0.9;

    private final EnglishRules rules = new EnglishRules();
    private int sentences;
    private int wrong;
    private int right;
    private int wanted;

    List<Figure> figures() throws IOException {
        SentenceTable.read("polarity.txt").forEach(row -> add(row.get(0), row.get(1)));
        return List.of(
                Figure.of("polarity: sentences", sentences, ""),
                Figure.of("polarity: inversions and other wrong values", wrong, "")
                        .atMost(0),
                Figure.of("polarity: learned of what was said", (double) right / wanted, "")
                        .atLeast(LEARNED));
    }

    private void add(String sentence, String values) {
        List<String> expected = values.isEmpty()
                ? List.of()
                : Arrays.stream(values.split(";", -1)).map(String::strip).toList();
        List<String> learned = rules.extract(List.of(new Utterance(1, Author.person("dana"), sentence))).stream()
                .map(Extracted::statement)
                .filter(statement -> statement.key() != null)
                .map(PolarityTrial::line)
                .toList();
        sentences++;
        wanted += expected.size();
        right += (int) learned.stream().filter(expected::contains).count();
        wrong += (int) learned.stream().filter(line -> !expected.contains(line)).count();
    }

    static String line(Statement statement) {
        return "%s = %s".formatted(statement.key(), statement.value());
    }
}
