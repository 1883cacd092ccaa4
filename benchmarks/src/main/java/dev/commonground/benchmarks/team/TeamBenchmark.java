package dev.commonground.benchmarks.team;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.measure.WorkFolder;
import dev.commonground.benchmarks.ranking.Baseline;
import dev.commonground.benchmarks.ranking.Baselines;
import dev.commonground.benchmarks.ranking.FloorFigures;
import dev.commonground.benchmarks.ranking.ModelOptions;
import dev.commonground.benchmarks.ranking.RankingFigures;
import dev.commonground.benchmarks.ranking.RetrievalResult;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.benchmarks.report.Report;
import dev.commonground.benchmarks.report.ReportOptions;
import dev.commonground.benchmarks.team.TeamTask.TeamQuestion;
import dev.commonground.briefing.BriefingRequest;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.MemoryId;
import dev.commonground.recall.RecallRequest.Floor;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures whether the right memory of a team reaches the right agent: by recall, through floors, and in briefings. */
@Command(
        name = "team",
        description = "Recall, floors and briefings over the labelled tasks of teams, beside four simple systems.")
public final class TeamBenchmark implements Callable<Integer> {

    private static final int MOST = 10;

    private static final int BUDGET = 2_000;

    /** More tokens than a task has. */
    private static final int EVERYTHING = 1_000_000;

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Option(
            names = "--split",
            description = "The part of the data set: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default")
    private TeamTask.Split split = TeamTask.Split.ALL;

    @Option(names = "--each", description = "Report each task by itself as well")
    private boolean each;

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "Files with tasks instead of the data set")
    private List<Path> files = List.of();

    /** The results for some tasks. */
    private static final class Results {
        private final List<RetrievalResult<MemoryId>> product = new ArrayList<>();
        private final Map<Baseline, List<RetrievalResult<MemoryId>>> baselines = new EnumMap<>(Baseline.class);
        private final FloorFigures related = new FloorFigures(Floor.RELATED);
        private final FloorFigures relevant = new FloorFigures(Floor.RELEVANT);
        private final BriefingFigures briefings = new BriefingFigures("briefings of 2,000 tokens", 95);
        private final BriefingFigures thirds = new BriefingFigures("briefings of a third", 80);

        void addTo(Report report, String set) {
            report.add(Figure.of(set + "questions with an answer", product.size(), ""));
            new RankingFigures<>(product, baselines).addTo(report, set);
            related.addTo(report, set);
            relevant.addTo(report, set);
            briefings.addTo(report, set);
            thirds.addTo(report, set);
        }
    }

    /** Creates the command. */
    public TeamBenchmark() {}

    @Override
    public Integer call() throws Exception {
        return options.report(System.out, this::measure);
    }

    private void measure(Report report) throws Exception {
        EmbeddingModel loaded = model.provider().load();
        Results all = new Results();
        for (TeamTask task : tasks()) {
            Results own = new Results();
            measure(task, loaded, each ? List.of(all, own) : List.of(all));
            if (each) {
                own.addTo(report, task.id() + ", ");
            }
        }
        all.addTo(report, "");
    }

    private List<TeamTask> tasks() throws Exception {
        List<TeamTask> tasks = new ArrayList<>(files.isEmpty() ? TeamTask.all(split) : List.of());
        for (Path file : files) {
            tasks.addAll(TeamTask.read(Files.readString(file)));
        }
        return tasks;
    }

    private void measure(TeamTask task, EmbeddingModel loaded, List<Results> results) throws Exception {
        try (WorkFolder folder = WorkFolder.make();
                SharedMemory memory = SharedMemory.builder(folder.path().resolve("team.db"))
                        .embeddings(model.provider())
                        .open()) {
            TeamScope scope = new TeamScope(memory, task);
            Baselines<MemoryId> baselines = new Baselines<>(loaded, scope.texts());
            for (Results one : results) {
                task.questions().forEach(question -> ask(scope, question, baselines, one));
                task.briefings().forEach(work -> brief(scope, work, baselines, one));
            }
        }
    }

    private static void ask(TeamScope scope, TeamQuestion question, Baselines<MemoryId> baselines, Results results) {
        Set<MemoryId> wanted = wanted(scope, question);
        AgentMemory asker = scope.as(question.asker());
        results.related.ask(asker, question.text(), wanted);
        results.relevant.ask(asker, question.text(), wanted);
        if (!wanted.isEmpty()) {
            List<MemoryId> found = asker.recall(question.text(), MOST).stream()
                    .map(match -> match.memory().id())
                    .toList();
            results.product.add(new RetrievalResult<>(found, wanted));
            baselines
                    .rank(question.text())
                    .forEach((baseline, ranked) -> results.baselines
                            .computeIfAbsent(baseline, first -> new ArrayList<>())
                            .add(new RetrievalResult<>(ranked, wanted)));
        }
    }

    private static void brief(TeamScope scope, TeamQuestion work, Baselines<MemoryId> baselines, Results results) {
        Set<MemoryId> wanted = wanted(scope, work);
        BriefingRequest.Builder request = BriefingRequest.builder().work(work.text());
        AgentMemory asker = scope.as(work.asker());
        int all = asker.brief(request.budget(EVERYTHING).build()).tokens();
        results.briefings.add(asker.brief(request.budget(BUDGET).build()), wanted, baselines, work.text());
        try {
            results.thirds.add(asker.brief(request.budget(all / 3).build()), wanted, baselines, work.text());
        } catch (MemoryException.BriefingTooLong e) {
            results.thirds.addNone(wanted);
        }
    }

    private static Set<MemoryId> wanted(TeamScope scope, TeamQuestion question) {
        return question.needed().stream().map(scope::id).collect(Collectors.toSet());
    }
}
