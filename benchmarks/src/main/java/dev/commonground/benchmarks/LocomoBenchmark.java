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

/** Measures how much of what answers a question recall finds in the conversations of LoCoMo. */
@Command(name = "locomo", description = "Recall of the turns that answer the questions of LoCoMo.")
final class LocomoBenchmark implements Callable<Integer> {

    private static final int MOST = 20;

    /** The share of the evidence that the first ten should hold, in percent, without the adversarial questions. */
    private static final double GOAL = 82;

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Parameters(paramLabel = "FILE", description = "LoCoMo's conversations, locomo10.json or a part of it")
    private @Nullable Path file;

    private record Answer(String conversation, Locomo.Question question, Ranked<MemoryId> ranked) {

        boolean adversarial() {
            return question.category() == Locomo.Question.ADVERSARIAL;
        }
    }

    @Override
    public Integer call() throws Exception {
        return options.report(System.out, this::measure);
    }

    private void measure(Report report) throws Exception {
        Locomo data = Locomo.read(requireNonNull(file));
        report.add(Figure.of("questions without evidence, left out", data.withoutEvidence(), ""));
        report.add(Figure.of("malformed evidence, repaired or dropped", data.malformed(), ""));
        List<Answer> answers = new ArrayList<>();
        SetClock clock = new SetClock();
        try (WorkFolder folder = WorkFolder.make();
                SharedMemory memory = SharedMemory.builder(folder.path().resolve("locomo.db"))
                        .embeddings(model.provider())
                        .clock(clock)
                        .open()) {
            for (Locomo.Conversation conversation : data.conversations()) {
                answers.addAll(ask(memory.task(conversation.id()), conversation, clock));
            }
        }
        report(report, answers);
    }

    private static List<Answer> ask(TaskMemory task, Locomo.Conversation conversation, SetClock clock) {
        Map<String, MemoryId> ids = new HashMap<>();
        for (Locomo.Turn turn : conversation.turns()) {
            clock.set(turn.at());
            ids.put(
                    turn.id(),
                    task.inThread(turn.session())
                            .person(turn.speaker())
                            .remember(turn.text())
                            .memory()
                            .id());
        }
        AgentMemory reader = task.agent("reader");
        return conversation.questions().stream()
                .map(question -> new Answer(
                        conversation.id(),
                        question,
                        new Ranked<>(
                                reader.recall(question.text(), MOST).stream()
                                        .map(match -> match.memory().id())
                                        .toList(),
                                question.evidence().stream().map(ids::get).collect(Collectors.toSet()))))
                .toList();
    }

    private static void report(Report report, List<Answer> answers) {
        Predicate<Answer> fair = answer -> !answer.adversarial();
        report.add(mean("recall@10", answers, fair, ranked -> ranked.recall(10)).atLeast(GOAL));
        add(report, "", answers, fair);
        add(
                report,
                ", one turn of evidence",
                answers,
                fair.and(answer -> answer.question.evidence().size() == 1));
        for (int category = 1; category <= Locomo.Question.ADVERSARIAL; category++) {
            int wanted = category;
            add(report, ", category " + category, answers, answer -> answer.question.category() == wanted);
        }
        add(report, ", with category 5", answers, answer -> true);
        answers.stream()
                .map(Answer::conversation)
                .distinct()
                .forEach(conversation -> report.add(mean(
                        "recall@10, " + conversation,
                        answers,
                        fair.and(answer -> answer.conversation.equals(conversation)),
                        ranked -> ranked.recall(10))));
    }

    private static void add(Report report, String among, List<Answer> all, Predicate<Answer> wanted) {
        report.add(Figure.of(
                "questions" + among, (double) all.stream().filter(wanted).count(), ""));
        for (int k : new int[] {5, 10, 20}) {
            report.add(mean("recall@" + k + among, all, wanted, ranked -> ranked.recall(k)));
        }
        report.add(mean("NDCG@10" + among, all, wanted, ranked -> ranked.ndcg(10)));
    }

    private interface Measure {
        double of(Ranked<MemoryId> ranked);
    }

    private static Figure mean(String name, List<Answer> all, Predicate<Answer> wanted, Measure measure) {
        return Figure.of(
                name,
                100
                        * all.stream()
                                .filter(wanted)
                                .mapToDouble(answer -> measure.of(answer.ranked))
                                .average()
                                .orElse(0),
                "%");
    }
}
