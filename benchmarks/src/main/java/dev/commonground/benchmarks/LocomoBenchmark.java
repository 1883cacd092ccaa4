package dev.commonground.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.TaskMemory;
import dev.commonground.memory.MemoryId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Measures the share of LoCoMo's evidence turns that recall finds. */
@Command(name = "locomo", description = "Recall of the turns that answer the questions of LoCoMo.")
final class LocomoBenchmark implements Callable<Integer> {

    private static final int MOST = 20;

    /** The goal for recall@10 in percent, without the adversarial questions. */
    private static final double GOAL = 82;

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Parameters(paramLabel = "FILE", description = "LoCoMo's conversations, locomo10.json or a part of it")
    private @Nullable Path file;

    private record RankedAnswer(
            String transcript, Locomo.LocomoQuestion question, RetrievalResult<MemoryId> retrieval) {

        boolean adversarial() {
            return question.category() == Locomo.LocomoQuestion.ADVERSARIAL;
        }

        boolean hasOneTurnOfEvidence() {
            return question.evidence().size() == 1;
        }
    }

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
        try (WorkFolder folder = WorkFolder.make();
                SharedMemory memory = SharedMemory.builder(folder.path().resolve("locomo.db"))
                        .embeddings(model.provider())
                        .clock(clock)
                        .open()) {
            for (Locomo.Transcript transcript : data.transcripts()) {
                TaskMemory task = memory.task(transcript.id());
                answers.addAll(ask(task, transcript, write(task, transcript, clock)));
            }
        }
        return answers;
    }

    private static Map<String, MemoryId> write(TaskMemory task, Locomo.Transcript transcript, SetClock clock) {
        Map<String, MemoryId> ids = new HashMap<>();
        for (Locomo.TranscriptTurn turn : transcript.turns()) {
            clock.set(turn.at());
            AgentMemory speaker = task.inThread(turn.session()).person(turn.speaker());
            ids.put(turn.id(), speaker.remember(turn.text()).memory().id());
        }
        return ids;
    }

    private static List<RankedAnswer> ask(TaskMemory task, Locomo.Transcript transcript, Map<String, MemoryId> ids) {
        AgentMemory reader = task.agent("reader");
        return transcript.questions().stream()
                .map(question -> new RankedAnswer(transcript.id(), question, retrieve(reader, question, ids)))
                .toList();
    }

    private static RetrievalResult<MemoryId> retrieve(
            AgentMemory reader, Locomo.LocomoQuestion question, Map<String, MemoryId> ids) {
        return new RetrievalResult<>(
                reader.recall(question.text(), MOST).stream()
                        .map(match -> match.memory().id())
                        .toList(),
                question.evidence().stream().map(ids::get).collect(Collectors.toSet()));
    }

    private static void report(Report report, List<RankedAnswer> answers) {
        Predicate<RankedAnswer> fair = answer -> !answer.adversarial();
        report.add(mean("recall@10", answers, fair, result -> result.recall(10)).atLeast(GOAL));
        add(report, "", answers, fair);
        add(report, ", one turn of evidence", answers, fair.and(RankedAnswer::hasOneTurnOfEvidence));
        for (int category = 1; category <= Locomo.LocomoQuestion.ADVERSARIAL; category++) {
            int wanted = category;
            add(report, ", category " + category, answers, answer -> answer.question.category() == wanted);
        }
        add(report, ", with category 5", answers, answer -> true);
        addEachTranscript(report, answers, fair);
    }

    private static void addEachTranscript(Report report, List<RankedAnswer> answers, Predicate<RankedAnswer> fair) {
        answers.stream().map(RankedAnswer::transcript).distinct().forEach(transcript -> {
            Predicate<RankedAnswer> wanted = fair.and(answer -> answer.transcript.equals(transcript));
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
                .mapToDouble(answer -> measure.of(answer.retrieval))
                .average()
                .orElse(0);
        return Figure.of(name, 100 * mean, "%");
    }
}
