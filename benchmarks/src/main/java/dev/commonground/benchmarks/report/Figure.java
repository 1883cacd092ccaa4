package dev.commonground.benchmarks.report;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A measured figure with its goal and its limit.
 *
 * @param name the name of the measurement
 * @param value the measured value
 * @param unit the unit of value, goal and limit, such as {@code "ms"}; {@code "x"} for a ratio
 * @param goal the goal, or null if the figure only explains another one
 * @param limit the best possible value on this machine, measured in the same run, or null if there is none
 */
public record Figure(
        String name,
        double value,
        String unit,
        @Nullable Goal goal,
        @Nullable Limit limit) {

    public Figure {
        requireNonNull(name, "name");
        requireNonNull(unit, "unit");
    }

    /**
     * The goal of a figure.
     *
     * @param bound the side of {@code value} that meets the goal
     * @param value the bound, which itself meets the goal
     */
    public record Goal(Bound bound, double value) {

        boolean metBy(double measured) {
            return bound == Bound.AT_MOST ? measured <= value : measured >= value;
        }
    }

    /** The side of a goal that meets it. */
    public enum Bound {
        AT_MOST,
        AT_LEAST;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * The best possible value on this machine.
     *
     * @param name the cause of the limit, such as {@code "fdatasync"}
     * @param value the limit in the figure's unit
     */
    public record Limit(String name, double value) {}

    /** Returns a figure without a goal and without a limit. */
    public static Figure of(String name, double value, String unit) {
        return new Figure(name, value, unit, null, null);
    }

    /** Returns this figure with a goal of at most {@code bound}. */
    public Figure atMost(double bound) {
        return new Figure(name, value, unit, new Goal(Bound.AT_MOST, bound), limit);
    }

    /** Returns this figure with a goal of at least {@code bound}. */
    public Figure atLeast(double bound) {
        return new Figure(name, value, unit, new Goal(Bound.AT_LEAST, bound), limit);
    }

    /** Returns this figure with a limit. */
    public Figure limit(String what, double best) {
        return new Figure(name, value, unit, goal, new Limit(what, best));
    }

    /** Returns whether the goal is met; true for a figure without a goal. */
    @JsonProperty
    public boolean met() {
        return goal == null || goal.metBy(value);
    }

    /** Returns the figure on one line. */
    @Override
    public String toString() {
        return "%-58s %12s  %-22s %-26s %s"
                .formatted(
                        name,
                        amount(value),
                        goal == null ? "" : "goal " + goal.bound() + " " + amount(goal.value()),
                        limit == null ? "" : "limit " + amount(limit.value()) + " (" + limit.name() + ")",
                        goal == null ? "" : met() ? "met" : "MISSED")
                .stripTrailing();
    }

    private String amount(double amount) {
        String digits = Math.abs(amount) >= 100 ? "%,.0f" : Math.abs(amount) >= 10 ? "%.1f" : "%.3f";
        return String.format(Locale.ROOT, digits, amount) + " " + unit;
    }
}
