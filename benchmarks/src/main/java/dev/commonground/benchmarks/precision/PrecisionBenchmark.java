package dev.commonground.benchmarks.precision;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.measure.WorkFolder;
import dev.commonground.benchmarks.ranking.ModelOptions;
import dev.commonground.benchmarks.ranking.SetClock;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.benchmarks.report.Report;
import dev.commonground.benchmarks.report.ReportOptions;
import dev.commonground.memory.Filter;
import dev.commonground.memory.Kind;
import dev.commonground.memory.ListRequest;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.recall.Match;
import dev.commonground.recall.RecallRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Counts the passing retrieval cases of PrecisionMemBench, and reports the defects of the others. */
@Command(
        name = "precision",
        description = "The retrieval cases of PrecisionMemBench: a recall must not return unrelated memories.")
public final class PrecisionBenchmark implements Callable<Integer> {

    private static final String UNIVERSAL = "user:universal";
    private static final int GOAL = 35;
    private static final int ALL = 100;

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Parameters(paramLabel = "FOLDER", description = "The folder with beliefs.seed.json and retrieval.cases.json")
    private @Nullable Path folder;

    /** The results for one case. */
    private record CaseResults(
            List<Memory> prelude, List<Memory> pinned, List<Memory> questions, List<Memory> relevant) {

        void check(Expectation expectation, JsonNode expected) {
            expectation.check("pinned", expected.path("pinnedFacts"), pinned);
            expectation.check("open questions", expected.path("openQuestions"), questions);
            expectation.check("relevant", expected.path("relevantBeliefs"), relevant);
            expectation.checkText(expected.path("personaPrelude"), prelude);
        }
    }

    /** Creates the command. */
    public PrecisionBenchmark() {}

    @Override
    public Integer call() throws Exception {
        return options.report(System.out, this::measure);
    }

    private void measure(Report report) throws Exception {
        ObjectMapper json = new ObjectMapper();
        Path data = requireNonNull(folder);
        JsonNode beliefs = json.readTree(data.resolve("beliefs.seed.json").toFile());
        JsonNode cases = json.readTree(data.resolve("retrieval.cases.json").toFile());
        SetClock clock = new SetClock();
        try (WorkFolder work = WorkFolder.make();
                SharedMemory memory = SharedMemory.builder(work.path().resolve("precision.db"))
                        .embeddings(model.provider())
                        .clock(clock)
                        .open()) {
            Beliefs written = new Beliefs(memory, clock);
            written.write(beliefs);
            report.add(Figure.of("passing cases of " + cases.size(), passed(report, cases, memory, written), "")
                    .atLeast(GOAL));
        }
    }

    private static int passed(Report report, JsonNode cases, SharedMemory memory, Beliefs written) {
        int passed = 0;
        for (JsonNode one : cases) {
            List<String> wrong = wrong(one, memory, written.names());
            passed += wrong.isEmpty() ? 1 : 0;
            if (!wrong.isEmpty()) {
                String name = "fails: %s: %s".formatted(one.path("caseId").asText(), String.join("; ", wrong));
                report.add(Figure.of(name, wrong.size(), ""));
            }
        }
        return passed;
    }

    private static List<String> wrong(JsonNode one, SharedMemory memory, Map<MemoryId, String> names) {
        AgentMemory user = memory.user(one.path("userId").asText("test-user"));
        CaseResults results = results(one, user);
        Expectation expectation = new Expectation(names);
        results.check(expectation, one.path("expect"));
        if (!results.equals(results(one, user))) {
            expectation.fail("a repeated request has another result");
        }
        return expectation.wrong();
    }

    private static CaseResults results(JsonNode one, AgentMemory user) {
        List<String> scopes = new ArrayList<>();
        one.path("scope").forEach(scope -> scopes.add(scope.asText()));
        scopes.remove(UNIVERSAL);
        List<Memory> prelude = list(user, Filter.metadata(Beliefs.SCOPE).eq(UNIVERSAL));
        return scopes.isEmpty()
                ? new CaseResults(prelude, List.of(), List.of(), List.of())
                : results(one, user, prelude, Filter.metadata(Beliefs.SCOPE).in(scopes));
    }

    private static CaseResults results(JsonNode one, AgentMemory user, List<Memory> prelude, Filter inScope) {
        int most = one.path("budget").path("maxBeliefs").asInt(ALL);
        Filter pinned = Filter.metadata(Beliefs.PINNED).eq(true);
        Filter question = Filter.kind(Kind.QUESTION);
        List<Memory> facts = list(user, Filter.and(inScope, pinned, Filter.not(question))).stream()
                .limit(most)
                .toList();
        List<Memory> questions = list(user, Filter.and(inScope, pinned, question));
        Filter others = Filter.and(inScope, Filter.not(pinned), Filter.not(question));
        List<Memory> relevant = relevant(user, one.path("query").asText(), most - facts.size(), others);
        return new CaseResults(prelude, facts, questions, relevant);
    }

    private static List<Memory> list(AgentMemory user, Filter filter) {
        return user.list(ListRequest.builder().filter(filter).limit(ALL).build())
                .memories();
    }

    private static List<Memory> relevant(AgentMemory user, String query, int room, Filter filter) {
        if (query.isBlank() || room <= 0) {
            return List.of();
        }
        RecallRequest request = RecallRequest.builder(query)
                .limit(room)
                .filter(filter)
                .relevantOnly()
                .build();
        return user.recall(request).stream().map(Match::memory).toList();
    }
}
