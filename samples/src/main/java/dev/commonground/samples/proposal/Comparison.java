package dev.commonground.samples.proposal;

import dev.commonground.crew.check.ConstraintCheck;
import dev.commonground.crew.check.Verdict;
import dev.commonground.samples.model.ChosenModel;
import dev.commonground.samples.model.Models;
import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the same agents with and without the memory, and prints whether each result meets the constraints. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Runs the same agents with and without the memory, side by side.")
final class Comparison implements Callable<Integer> {

    private final PrintStream out = System.out;

    @Mixin
    private ProposalOptions options = new ProposalOptions();

    @Override
    public Integer call() {
        ChosenModel model = Models.fromEnvironment(System.getenv());
        out.println(model.banner());
        out.println();
        out.println("=== with memory");
        Verdict with = ProposalPipeline.withMemory(model, options, out);
        out.println();
        out.println("=== without memory");
        Verdict without = ProposalPipeline.withoutMemory(model, options, out);
        out.println();
        print(with, without);
        return 0;
    }

    private void print(Verdict with, Verdict without) {
        out.println("=== side by side");
        print(results(with), results(without));
        out.printf("%-34s %-12s %s%n", "met", with.met(), without.met());
        out.printf("%-34s %-12s %s%n", "violated", with.violated(), without.violated());
    }

    private void print(Map<String, ConstraintCheck.Result> with, Map<String, ConstraintCheck.Result> without) {
        out.printf("%-34s %-12s %s%n", "constraint", "with", "without");
        TreeSet<String> all = new TreeSet<>(with.keySet());
        all.addAll(without.keySet());
        all.forEach(constraint -> out.printf(
                "%-34s %-12s %s%n", constraint, shown(with.get(constraint)), shown(without.get(constraint))));
    }

    private static String shown(ConstraintCheck.@Nullable Result result) {
        return result == null ? "-" : result.name();
    }

    private static Map<String, ConstraintCheck.Result> results(Verdict verdict) {
        Map<String, ConstraintCheck.Result> results = new TreeMap<>();
        verdict.checks().forEach(check -> results.put(name(check), check.result()));
        return results;
    }

    private static String name(ConstraintCheck check) {
        return check.memory().key() == null
                ? check.memory().text()
                : "%s = %s".formatted(check.memory().key(), check.memory().value());
    }
}
