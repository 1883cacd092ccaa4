package dev.commonground.benchmarks.claims;

import dev.commonground.benchmarks.Figure;
import java.util.List;
import java.util.Locale;

/** The figures of the claims as a page in Markdown. */
final class ClaimsTable {

    private final StringBuilder text = new StringBuilder("""
            # What the crew runner claims, measured

            `benchmarks claims` measures it, without a language model and with controls that can fail; `--table` writes this
            page. The figures are about the layer that hands over, not about the quality of what a model would write.

            Of contradictions: the rules that compare values were made with the labelled pairs in view, so their precision
            flatters them. Twenty pairs of values that differ by a qualifier, half of which agree, were written before the last
            of these rules; where they agree in more than a plural or a form (*board*, *board of directors*), they are called a
            contradiction all the same, and an agent settles it. Only values of one key are compared, so a contradiction under
            another key or under none is not seen: recall is 0 there by design.

            Of time: it is that of one machine with two cores, under load.
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
