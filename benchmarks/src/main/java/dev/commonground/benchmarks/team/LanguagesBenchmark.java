package dev.commonground.benchmarks.team;

import static java.util.Objects.requireNonNull;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.measure.WorkFolder;
import dev.commonground.benchmarks.ranking.Baseline;
import dev.commonground.benchmarks.ranking.Baselines;
import dev.commonground.benchmarks.ranking.FloorFigures;
import dev.commonground.benchmarks.ranking.ModelOptions;
import dev.commonground.benchmarks.ranking.RankingFigures;
import dev.commonground.benchmarks.ranking.RetrievalResult;
import dev.commonground.benchmarks.report.Report;
import dev.commonground.benchmarks.report.ReportOptions;
import dev.commonground.memory.MemoryId;
import dev.commonground.recall.RecallRequest.Floor;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Measures recall and floors over the same facts in several languages. */
@Command(
        name = "languages",
        description = "The rank of the fact that answers a question, and the floors, in ten languages.")
public final class LanguagesBenchmark implements Callable<Integer> {

    private static final int MOST = 10;

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Mixin
    private ModelOptions model = new ModelOptions();

    /** The results in one language. */
    private static final class LanguageResults {
        private final AgentMemory agent;
        private final Map<String, MemoryId> ids = new HashMap<>();
        private final Map<MemoryId, String> texts = new LinkedHashMap<>();
        private final List<RetrievalResult<MemoryId>> product = new ArrayList<>();
        private final Map<Baseline, List<RetrievalResult<MemoryId>>> simple = new EnumMap<>(Baseline.class);
        private final FloorFigures related = new FloorFigures(Floor.RELATED);
        private final FloorFigures relevant = new FloorFigures(Floor.RELEVANT);

        LanguageResults(AgentMemory agent) {
            this.agent = agent;
        }

        void add(String id, String fact) {
            MemoryId written = agent.remember(fact).memory().id();
            ids.put(id, written);
            texts.put(written, fact);
        }

        void ask(String question, Set<MemoryId> wanted, EmbeddingModel loaded) {
            related.ask(agent, question, wanted);
            relevant.ask(agent, question, wanted);
            if (!wanted.isEmpty()) {
                List<MemoryId> found = agent.recall(question, MOST).stream()
                        .map(match -> match.memory().id())
                        .toList();
                product.add(new RetrievalResult<>(found, wanted));
                Baselines<MemoryId> baselines = new Baselines<>(loaded, texts);
                baselines
                        .rank(question)
                        .forEach((baseline, ranked) -> simple.computeIfAbsent(baseline, first -> new ArrayList<>())
                                .add(new RetrievalResult<>(ranked, wanted)));
            }
        }

        void addTo(Report report, String language) {
            new RankingFigures<>(product, simple).add(report, language + ": among the first three", r -> r.recall(3));
            related.addTo(report, language + ", ");
            relevant.addTo(report, language + ", ");
        }
    }

    /** Creates the command. */
    public LanguagesBenchmark() {}

    @Override
    public Integer call() throws Exception {
        return options.report(System.out, this::measure);
    }

    private void measure(Report report) throws Exception {
        EmbeddingModel loaded = model.provider().load();
        try (WorkFolder folder = WorkFolder.make();
                SharedMemory memory = SharedMemory.builder(folder.path().resolve("languages.db"))
                        .embeddings(model.provider())
                        .open()) {
            Map<String, LanguageResults> results = new LinkedHashMap<>();
            String language = "";
            for (String line : TeamTask.resource("languages.txt").lines().toList()) {
                if (line.startsWith("L ")) {
                    language = line.substring(2).strip();
                    results.put(
                            language, new LanguageResults(memory.task(language).agent("writer")));
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    read(line, requireNonNull(results.get(language)), loaded);
                }
            }
            results.forEach((name, result) -> result.addTo(report, name));
        }
    }

    private static void read(String line, LanguageResults results, EmbeddingModel loaded) {
        String text = line.substring(2);
        String id = text.split(" ", 2)[0];
        String rest = text.substring(text.indexOf(' ') + 1);
        switch (line.charAt(0)) {
            case 'F' -> results.add(id, rest);
            case 'Q' -> results.ask(rest, Set.of(requireNonNull(results.ids.get(id), id)), loaded);
            case 'N' -> results.ask(text, Set.of(), loaded);
            default -> throw new IllegalArgumentException("An unknown line: " + line);
        }
    }
}
