package dev.commonground.benchmarks.learning;

import dev.commonground.benchmarks.Figure;
import dev.commonground.benchmarks.Report;
import dev.commonground.benchmarks.ReportOptions;
import dev.commonground.learning.rules.RuleExtractor;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures what the rules learn from labelled conversations, those apart that they were never tuned on. */
@Command(
        name = "learn",
        mixinStandardHelpOptions = true,
        description = "Precision and recall of learning by rules from labelled conversations; no model is needed.")
public final class LearnBenchmark implements Callable<Integer> {

    private static final double PRECISION = 0.95;
    private static final double RECALL = 0.6;

    @Option(names = "--errors", description = "Print what was learned wrongly or missed, of those tuned on alone")
    private boolean errors;

    @Mixin
    private ReportOptions options = new ReportOptions();

    /** Creates the command. */
    public LearnBenchmark() {}

    @Override
    public Integer call() throws Exception {
        return options.report(System.out, this::measure);
    }

    private void measure(Report report) throws IOException {
        List<Conversation> all = Conversation.all();
        List<Conversation> held = all.stream().filter(Conversation::held).toList();
        List<Conversation> tuned = all.stream().filter(each -> !each.held()).toList();
        report.add(Figure.of("conversations", all.size(), "").atLeast(40));
        report.add(Figure.of("of these hard on purpose", (double) hard(all), "").atLeast(10));
        report.add(Figure.of("held back", held.size(), "").atLeast(all.size() / 3.0));
        measure("tuned on", tuned, report);
        measure("held back", held, report);
    }

    private void measure(String which, List<Conversation> conversations, Report report) {
        Tally tally = tally(conversations);
        report.add(Figure.of(which + ": precision", tally.precision(), "").atLeast(PRECISION));
        report.add(Figure.of(which + ": recall", tally.recall(), "").atLeast(RECALL));
        tally.ofEachKind(which).forEach(report::add);
        if (errors && conversations.stream().noneMatch(Conversation::held)) {
            tally.errors().forEach(System.out::println);
        }
    }

    private static long hard(List<Conversation> conversations) {
        return conversations.stream()
                .filter(conversation -> !conversation.sort().equals("plain"))
                .count();
    }

    /** Returns what the rules make of {@code conversations}. */
    static Tally tally(List<Conversation> conversations) {
        Tally tally = new Tally();
        RuleExtractor rules = RuleExtractor.english();
        conversations.forEach(conversation -> tally.add(conversation, rules.extract(conversation.utterances())));
        return tally;
    }
}
