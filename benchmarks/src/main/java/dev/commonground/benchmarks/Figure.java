package dev.commonground.benchmarks;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing measured, beside what it should be and what it could be at best.
 *
 * @param name what was measured
 * @param value how much it is
 * @param unit the unit of value, goal and limit, such as {@code "ms"}; {@code "x"} for a ratio
 * @param goal what it should be, or null if it only explains another figure
 * @param limit what no program could beat on this machine, measured in the same run, or null if there is none
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
     * What a figure should be.
     *
     * @param bound on which side of {@code value} it should be
     * @param value the bound itself, which still meets the goal
     */
    public record Goal(Bound bound, double value) {

        boolean metBy(double measured) {
            return bound == Bound.AT_MOST ? measured <= value : measured >= value;
        }
    }

    /** The side of a goal on which a figure should be. */
    public enum Bound {
        AT_MOST,
        AT_LEAST;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * What no program could beat on this machine.
     *
     * @param name what sets it, such as {@code "fdatasync"}
     * @param value how much it is, in the figure's unit
     */
    public record Limit(String name, double value) {}

    /** Returns a figure without goal and limit. */
    public static Figure of(String name, double value, String unit) {
        return new Figure(name, value, unit, null, null);
    }

    /** Returns this figure with the goal to be at most {@code bound}. */
    public Figure atMost(double bound) {
        return new Figure(name, value, unit, new Goal(Bound.AT_MOST, bound), limit);
    }

    /** Returns this figure with the goal to be at least {@code bound}. */
    public Figure atLeast(double bound) {
        return new Figure(name, value, unit, new Goal(Bound.AT_LEAST, bound), limit);
    }

    /** Returns this figure beside what no program could beat. */
    public Figure limit(String what, double best) {
        return new Figure(name, value, unit, goal, new Limit(what, best));
    }

    /** Returns whether the goal is met; a figure without a goal misses nothing. */
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
