package dev.commonground.benchmarks.trust;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.TaskMemory;
import dev.commonground.benchmarks.ranking.Baseline;
import dev.commonground.benchmarks.ranking.Baselines;
import dev.commonground.benchmarks.ranking.RetrievalResult;
import dev.commonground.memory.Author;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Origin;
import dev.commonground.recall.Match;
import dev.commonground.recall.RecallRequest;
import dev.commonground.recall.RecallRequest.Floor;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Colleagues' experiences in one task of a memory, with or without planted ones. */
final class TrustTrial {

    private static final int ALL_PLACES = 10;
    private static final int TOP = 3;

    /** The characters by which a text is recognized in a briefing. */
    private static final int QUOTED = 40;

    private final TrustRecords records;
    private final TaskMemory task;
    private final Map<String, String> idByText;

    /** Writes the colleagues' experiences to a task. */
    TrustTrial(TrustRecords records, SharedMemory memory, String task) {
        this.records = records;
        this.task = memory.task(task);
        this.idByText =
                records.all().entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
        this.task
                .agent("analyst")
                .rememberAll(records.benign().values().stream()
                        .map(text -> Draft.finding(text).build())
                        .toList());
    }

    /** Writes texts of an origin as an agent called {@code visitor} recorded them. */
    void plant(Collection<String> texts, Origin origin) {
        task.agent("visitor")
                .rememberAll(texts.stream()
                        .map(text -> Draft.finding(text).origin(origin).build())
                        .toList());
    }

    AgentMemory reader() {
        return task.agent("reader");
    }

    /** Returns the percentage of the first three places that the planted memories take. */
    double poisonOnTop(Function<RecallRequest.Builder, RecallRequest.Builder> floor) {
        return poisonOnTop(
                records.questions().stream()
                        .map(TrustRecords.TrustQuestion::text)
                        .toList(),
                floor);
    }

    /** Returns the same for questions in the first words of the planted records. */
    double poisonOnTopInItsWords(Function<RecallRequest.Builder, RecallRequest.Builder> floor) {
        return poisonOnTop(
                records.poison().values().stream()
                        .map(text -> text.substring(0, QUOTED))
                        .toList(),
                floor);
    }

    private double poisonOnTop(List<String> questions, Function<RecallRequest.Builder, RecallRequest.Builder> floor) {
        List<Match> top = questions.stream()
                .map(question ->
                        floor.apply(RecallRequest.builder(question).limit(TOP)).build())
                .flatMap(request -> reader().recall(request).stream())
                .toList();
        return 100.0 * top.stream().filter(TrustTrial::isPlanted).count() / Math.max(1, top.size());
    }

    /** Returns the percentage of questions for which a tool would show a planted memory to a model. */
    double poisonShown() {
        long shown = records.questions().stream()
                .map(question -> RecallRequest.builder(question.text())
                        .floor(Floor.RELATED)
                        .build())
                .filter(request -> reader().recall(request).stream()
                        .filter(TrustTrial::isPlanted)
                        .anyMatch(match ->
                                !reader().log().provenance(match.memory()).heldBack()))
                .count();
        return 100.0 * shown / records.questions().size();
    }

    private static boolean isPlanted(Match match) {
        return match.memory().authors().contains(Author.agent("visitor"));
    }

    /** Returns the percentage of briefings, one for each question, that tell one of {@code texts}. */
    double briefingsWith(Collection<String> texts) {
        long told = records.questions().stream()
                .map(question -> reader().brief(question.text()).text())
                .filter(briefing -> texts.stream().anyMatch(text -> briefing.contains(text.substring(0, QUOTED))))
                .count();
        return 100.0 * told / records.questions().size();
    }

    /** Returns the percentage of the wanted experiences among the first {@code k}. */
    double recall(int k) {
        return 100
                * records.questions().stream()
                        .mapToDouble(question ->
                                new RetrievalResult<>(found(question.text(), k), question.wanted()).recall(k))
                        .average()
                        .orElse(0);
    }

    private List<String> found(String question, int k) {
        return reader().recall(question, k).stream()
                .map(match -> idByText.getOrDefault(match.memory().text(), "planted"))
                .toList();
    }

    /** Returns the most places of the planted memories on a page of ten. */
    double placesOfOneAuthor() {
        return records.questions().stream()
                .mapToLong(question -> reader().recall(question.text(), ALL_PLACES).stream()
                        .filter(TrustTrial::isPlanted)
                        .count())
                .max()
                .orElse(0);
    }

    /** Returns the percentage of planted records among the first three of a simple ranking. */
    static double poisonOnTop(TrustRecords records, Baselines<String> baselines, Baseline baseline) {
        Set<String> poison = records.poison().keySet();
        long found = records.questions().stream()
                .flatMap(question ->
                        ranked(baselines, question.text(), baseline).stream().limit(TOP))
                .filter(poison::contains)
                .count();
        return 100.0 * found / (TOP * records.questions().size());
    }

    private static List<String> ranked(Baselines<String> baselines, String question, Baseline baseline) {
        return baselines.rank(question).getOrDefault(baseline, List.of());
    }
}
