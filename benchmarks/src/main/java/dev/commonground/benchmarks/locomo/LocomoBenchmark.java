package dev.commonground.benchmarks.locomo;

import static java.util.Objects.requireNonNull;

import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.measure.WorkFolder;
import dev.commonground.benchmarks.ranking.Baseline;
import dev.commonground.benchmarks.ranking.ModelOptions;
import dev.commonground.benchmarks.ranking.RankingFigures;
import dev.commonground.benchmarks.ranking.RetrievalResult;
import dev.commonground.benchmarks.ranking.SetClock;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.benchmarks.report.Report;
import dev.commonground.benchmarks.report.ReportOptions;
import dev.commonground.memory.MemoryId;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Measures the share of LoCoMo's evidence turns that recall finds. */
@Command(name = "locomo", description = "Recall of the turns that answer the questions of LoCoMo.")
public final class LocomoBenchmark implements Callable<Integer> {

    private static final int MOST = 20;

    /** The goal for recall@10 in percent, without the adversarial questions. */
    private static final double GOAL = 85;

    /** The goal for the sessions of the evidence among the sessions of the first ten results, in percent. */
    private static final double SESSION_GOAL = 96;

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Parameters(paramLabel = "FILE", description = "LoCoMo's conversations, locomo10.json or a part of it")
    private @Nullable Path file;

    /** Creates the command. */
    public LocomoBenchmark() {}

    @Override
    public Integer call() throws Exception {
        return options.report(System.out, this::measure);
    }

    private void measure(Report report) throws Exception {
        Locomo data = Locomo.read(requireNonNull(file));
        report.add(Figure.of("questions without evidence, excluded", data.withoutEvidence(), ""));
        report.add(Figure.of("malformed evidence, repaired or dropped", data.malformed(), ""));
        report(report, answers(data));
    }

    private List<RankedAnswer> answers(Locomo data) throws Exception {
        List<RankedAnswer> answers = new ArrayList<>();
        SetClock clock = new SetClock();
        EmbeddingModel loaded = model.provider().load();
        try (WorkFolder folder = WorkFolder.make();
                SharedMemory memory = SharedMemory.builder(folder.path().resolve("locomo.db"))
                        .embeddings(model.provider())
                        .clock(clock)
                        .open()) {
            for (Locomo.Transcript transcript : data.transcripts()) {
                LocomoScope scope = new LocomoScope(memory, transcript, clock, loaded);
                transcript.questions().forEach(question -> answers.add(scope.ask(question, MOST)));
            }
        }
        return answers;
    }

    private static void report(Report report, List<RankedAnswer> answers) {
        Predicate<RankedAnswer> fair = answer -> !answer.adversarial();
        report.add(mean("recall@10", answers, fair, result -> result.recall(10)).atLeast(GOAL));
        double sessions = answers.stream()
                .filter(fair)
                .mapToDouble(answer -> answer.sessionRecall(10))
                .average()
                .orElse(0);
        report.add(Figure.of("sessions of the evidence among those of ten", 100 * sessions, "%")
                .atLeast(SESSION_GOAL));
        addBaselines(report, answers.stream().filter(fair).toList());
        add(report, "", answers, fair);
        add(report, ", one turn of evidence", answers, fair.and(RankedAnswer::hasOneTurnOfEvidence));
        for (int category = 1; category <= Locomo.LocomoQuestion.ADVERSARIAL; category++) {
            int wanted = category;
            add(
                    report,
                    ", category " + category,
                    answers,
                    answer -> answer.question().category() == wanted);
        }
        add(report, ", with category 5", answers, answer -> true);
        addEachTranscript(report, answers, fair);
    }

    private static void addBaselines(Report report, List<RankedAnswer> answers) {
        Map<Baseline, List<RetrievalResult<MemoryId>>> baselines = new EnumMap<>(Baseline.class);
        for (Baseline baseline : Baseline.values()) {
            baselines.put(
                    baseline,
                    answers.stream()
                            .map(answer -> requireNonNull(answer.baselines().get(baseline)))
                            .toList());
        }
        new RankingFigures<>(answers.stream().map(RankedAnswer::retrieval).toList(), baselines)
                .addTo(report, "beside baselines: ");
    }

    private static void addEachTranscript(Report report, List<RankedAnswer> answers, Predicate<RankedAnswer> fair) {
        answers.stream().map(RankedAnswer::transcript).distinct().forEach(transcript -> {
            Predicate<RankedAnswer> wanted =
                    fair.and(answer -> answer.transcript().equals(transcript));
            report.add(mean("recall@10, " + transcript, answers, wanted, result -> result.recall(10)));
        });
    }

    private static void add(Report report, String among, List<RankedAnswer> all, Predicate<RankedAnswer> wanted) {
        double questions = (double) all.stream().filter(wanted).count();
        report.add(Figure.of("questions" + among, questions, ""));
        for (int k : new int[] {5, 10, 20}) {
            report.add(mean("recall@" + k + among, all, wanted, result -> result.recall(k)));
        }
        report.add(mean("NDCG@10" + among, all, wanted, result -> result.ndcg(10)));
    }

    private interface RetrievalMeasure {
        double of(RetrievalResult<MemoryId> result);
    }

    private static Figure mean(
            String name, List<RankedAnswer> all, Predicate<RankedAnswer> wanted, RetrievalMeasure measure) {
        double mean = all.stream()
                .filter(wanted)
                .mapToDouble(answer -> measure.of(answer.retrieval()))
                .average()
                .orElse(0);
        return Figure.of(name, 100 * mean, "%");
    }
}
