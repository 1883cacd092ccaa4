package dev.commonground.benchmarks;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.commonground.AgentMemory;
import dev.commonground.ListRequest;
import dev.commonground.SharedMemory;
import dev.commonground.memory.Filter;
import dev.commonground.memory.Kind;
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

/** Counts the retrieval cases of PrecisionMemBench that pass, and says of each other one what was wrong. */
@Command(name = "precision", description = "The retrieval cases of PrecisionMemBench: what is not asked for stays out.")
final class PrecisionBenchmark implements Callable<Integer> {

    private static final String UNIVERSAL = "user:universal";
    private static final int GOAL = 35;
    private static final int ALL = 100;

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Parameters(paramLabel = "FOLDER", description = "The folder with beliefs.seed.json and retrieval.cases.json")
    private @Nullable Path folder;

    /** What the memory gives for one case. */
    private record Given(List<Memory> prelude, List<Memory> pinned, List<Memory> questions, List<Match> relevant) {}

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
        int passed = 0;
        try (WorkFolder work = WorkFolder.make();
                SharedMemory memory = SharedMemory.builder(work.path().resolve("precision.db"))
                        .embeddings(model.provider())
                        .clock(clock)
                        .open()) {
            Beliefs written = new Beliefs(memory, clock);
            written.write(beliefs);
            for (JsonNode one : cases) {
                List<String> wrong = wrong(one, memory, written.names());
                passed += wrong.isEmpty() ? 1 : 0;
                if (!wrong.isEmpty()) {
                    report.add(Figure.of(
                            "fails: %s: %s".formatted(one.path("caseId").asText(), String.join("; ", wrong)),
                            wrong.size(),
                            ""));
                }
            }
        }
        report.add(Figure.of("cases that pass, of " + cases.size(), passed, "").atLeast(GOAL));
    }

    private static List<String> wrong(JsonNode one, SharedMemory memory, Map<MemoryId, String> names) {
        Given given = given(one, memory.user(one.path("userId").asText("test-user")));
        JsonNode expected = one.path("expect");
        Expectation expectation = new Expectation(names);
        expectation.check("pinned", expected.path("pinnedFacts"), given.pinned);
        expectation.check("open questions", expected.path("openQuestions"), given.questions);
        expectation.check(
                "relevant",
                expected.path("relevantBeliefs"),
                given.relevant.stream().map(Match::memory).toList());
        expectation.checkText(expected.path("personaPrelude"), given.prelude);
        if (!given.equals(given(one, memory.user(one.path("userId").asText("test-user"))))) {
            expectation.fail("asked again, the answer is another");
        }
        return expectation.wrong();
    }

    private static Given given(JsonNode one, AgentMemory user) {
        List<String> scopes = new ArrayList<>();
        one.path("scope").forEach(scope -> scopes.add(scope.asText()));
        int most = one.path("budget").path("maxBeliefs").asInt(ALL);
        List<Memory> prelude = list(user, Filter.metadata(Beliefs.SCOPE).eq(UNIVERSAL));
        scopes.remove(UNIVERSAL);
        if (scopes.isEmpty()) {
            return new Given(prelude, List.of(), List.of(), List.of());
        }
        Filter inScope = Filter.metadata(Beliefs.SCOPE).in(scopes);
        Filter pinned = Filter.metadata(Beliefs.PINNED).eq(true);
        Filter question = Filter.kind(Kind.QUESTION);
        List<Memory> facts = list(user, Filter.and(inScope, pinned, Filter.not(question))).stream()
                .limit(most)
                .toList();
        return new Given(
                prelude,
                facts,
                list(user, Filter.and(inScope, pinned, question)),
                relevant(
                        user,
                        one.path("query").asText(),
                        most - facts.size(),
                        Filter.and(inScope, Filter.not(pinned), Filter.not(question))));
    }

    private static List<Memory> list(AgentMemory user, Filter filter) {
        return user.list(ListRequest.builder().filter(filter).limit(ALL).build())
                .memories();
    }

    private static List<Match> relevant(AgentMemory user, String query, int room, Filter filter) {
        return query.isBlank() || room <= 0
                ? List.of()
                : user.recall(RecallRequest.builder(query)
                        .limit(room)
                        .filter(filter)
                        .relevantOnly()
                        .build());
    }
}
