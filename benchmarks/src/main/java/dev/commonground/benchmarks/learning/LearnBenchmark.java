package dev.commonground.benchmarks.learning;

import dev.commonground.benchmarks.measure.WorkFolder;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.benchmarks.report.Report;
import dev.commonground.benchmarks.report.ReportOptions;
import dev.commonground.rules.EnglishRules;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures precision and recall of the rules, separately for conversations that the rules were not tuned on. */
@Command(
        name = "learn",
        description =
                "Precision and recall of learning by rules from labelled conversations, inversions, announced changes, and what is made of a model's answers in several languages; no model is needed.")
public final class LearnBenchmark implements Callable<Integer> {

    private static final double PRECISION = 0.97;
    private static final double HELD_PRECISION = 0.9;
    private static final double RECALL = 0.6;

    @Option(
            names = "--errors",
            description = "Print wrong and missed statements of the conversations that the rules were tuned on")
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
        List<LabelledConversation> all = LabelledConversation.all();
        report.add(Figure.of("conversations", all.size(), "").atLeast(140));
        report.add(Figure.of("of these difficult", (double) difficult(all), "").atLeast(30));
        measure("work", LabelledConversation.of("conversations.txt"), report);
        measure("everyday", LabelledConversation.of("everyday.txt"), report);
        new PolarityTrial().figures().forEach(report::add);
        try (WorkFolder folder = WorkFolder.make()) {
            ChangeTrial.figures(folder.path().resolve("changes.db")).forEach(report::add);
            LanguageTrial.figures(folder.path().resolve("languages.db")).forEach(report::add);
        }
    }

    /** Measures a set, and its conversations that the rules were tuned on apart from those that were held back. */
    private void measure(String set, List<LabelledConversation> all, Report report) {
        List<LabelledConversation> held =
                all.stream().filter(LabelledConversation::held).toList();
        report.add(
                Figure.of(set + ", held back: conversations", held.size(), "").atLeast(all.size() / 3.0 - 1));
        score(set + ", tuned on", all.stream().filter(each -> !each.held()).toList(), PRECISION, report);
        score(set + ", held back", held, HELD_PRECISION, report);
    }

    private void score(String name, List<LabelledConversation> conversations, double precision, Report report) {
        LabelScore score = score(conversations);
        report.add(Figure.of(name + ": precision", score.precision(), "").atLeast(precision));
        report.add(Figure.of(name + ": recall", score.recall(), "").atLeast(RECALL));
        score.ofEachKind(name).forEach(report::add);
        if (errors && conversations.stream().noneMatch(LabelledConversation::held)) {
            score.errors().forEach(System.out::println);
        }
    }

    private static long difficult(List<LabelledConversation> conversations) {
        return conversations.stream()
                .filter(conversation -> !conversation.difficulty().equals("plain"))
                .count();
    }

    /** Returns the score of the rules for {@code conversations}. */
    static LabelScore score(List<LabelledConversation> conversations) {
        LabelScore score = new LabelScore();
        EnglishRules rules = new EnglishRules();
        conversations.forEach(conversation -> score.add(conversation, rules.extract(conversation.utterances())));
        return score;
    }
}
