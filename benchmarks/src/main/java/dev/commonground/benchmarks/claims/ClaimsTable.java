package dev.commonground.benchmarks.claims;

import dev.commonground.benchmarks.report.Figure;
import java.util.List;
import java.util.Locale;

/** Formats the figures of the claims as a Markdown page. */
final class ClaimsTable {

    private final StringBuilder text = new StringBuilder("""
            # Measured claims of the crew runner

            `benchmarks claims` measures these claims without a language model and with controls that can fail; `--table` writes this
            page. The figures describe the handoff layer, not the quality of a model's text.

            Contradictions: the rules that compare values were developed on the labelled pairs, so the precision is optimistic. Twenty
            further pairs differ by a qualifier; half of them agree. They were written before the last of these rules. Values that
            agree but differ by more than a plural or an inflection (*board*, *board of directors*) are still reported as contradictions,
            and an agent settles them. The rules only compare values of the same key. They miss contradictions between different keys or without a key, so
            recall is 0 there by design.

            Times are from one machine with two cores, under load.
            """);

    void add(String claim, List<Figure> figures) {
        text.append("\n## ").append(claim).append("\n\n");
        text.append("| measured | figure | pass line | |\n| --- | ---: | --- | --- |\n");
        figures.forEach(figure -> text.append("| %s | %s | %s | %s |%n"
                .formatted(
                        figure.name(),
                        amount(figure.value(), figure.unit()),
                        passLine(figure),
                        figure.goal() == null ? "" : figure.met() ? "met" : "**missed**")));
    }

    private static String passLine(Figure figure) {
        Figure.Goal goal = figure.goal();
        return goal == null ? "" : goal.bound() + " " + amount(goal.value(), figure.unit());
    }

    private static String amount(double value, String unit) {
        boolean whole = value == Math.rint(value);
        return String.format(Locale.ROOT, whole ? "%,.0f %s" : "%,.3f %s", value, unit)
                .strip();
    }

    String text() {
        return text.toString();
    }
}
