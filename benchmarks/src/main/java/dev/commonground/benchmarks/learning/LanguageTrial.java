package dev.commonground.benchmarks.learning;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.TaskMemory;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.learning.LearnRequest;
import dev.commonground.learning.Learning;
import dev.commonground.memory.Kind;
import dev.commonground.memory.WriteOutcome;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what the memory makes of a model's answers in several languages. */
final class LanguageTrial {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SharedMemory memory;
    private final Map<String, int[]> rightOfAll = new TreeMap<>();

    /** A message and the answer of a model to it. */
    private record Row(String language, String path, String message, String evidence, String words) {

        static Row of(List<String> cells) {
            return new Row(cells.get(0), cells.get(1), cells.get(2), cells.get(3), cells.get(4));
        }
    }

    private LanguageTrial(SharedMemory memory) {
        this.memory = memory;
    }

    static List<Figure> figures(Path file) throws IOException {
        try (SharedMemory memory = SharedMemory.builder(file).keywordsOnly().open()) {
            return new LanguageTrial(memory).figures();
        }
    }

    private List<Figure> figures() throws IOException {
        for (List<String> cells : SentenceTable.read("languages.txt")) {
            Row row = Row.of(cells);
            int[] count = rightOfAll.computeIfAbsent(row.language(), any -> new int[2]);
            count[0] += isRight(row) ? 1 : 0;
            count[1]++;
        }
        List<Figure> figures = new ArrayList<>();
        rightOfAll.forEach((language, count) ->
                figures.add(Figure.of("model, %s: right".formatted(language), (double) count[0] / count[1], "")
                        .atLeast(1)));
        return figures;
    }

    private boolean isRight(Row row) throws IOException {
        TaskMemory task = memory.task("%s-%s".formatted(row.language(), row.path()));
        AgentMemory agent = task.agent("listener");
        return switch (row.path()) {
            case "quote" -> binds(learn(agent, row, "new"));
            case "change" -> {
                task.person("bob").decide("Leeds");
                yield outcome(learn(agent, row, "supersedes")) instanceof WriteOutcome.Superseded;
            }
            case "exclude" -> learn(agent, row, "new").memories().isEmpty();
            case "echo" -> {
                task.person("bob").require(row.words());
                yield outcome(learn(agent, row, "new")) instanceof WriteOutcome.AlreadyKnown;
            }
            default -> throw new IllegalArgumentException("The path is %s: see languages.txt".formatted(row.path()));
        };
    }

    private static boolean binds(Learning learning) {
        return learning.memories().size() == 1 && learning.memories().get(0).kind() == Kind.CONSTRAINT;
    }

    private static WriteOutcome outcome(Learning learning) {
        return ((Learning.Written) learning.items().get(0)).outcome();
    }

    private static Learning learn(AgentMemory agent, Row row, String relation) throws IOException {
        ChatMessage message =
                row.path().equals("echo") ? AiMessage.from(row.message()) : UserMessage.from("anna", row.message());
        try (EchoEndpoint model = new EchoEndpoint(answer(row, relation))) {
            LearnRequest.Builder request =
                    LearnRequest.builder(List.of(message)).model(model);
            return agent.learn((row.path().equals("exclude") ? request.exclude(row.words()) : request).build());
        }
    }

    private static String answer(Row row, String relation) {
        boolean quotes = row.path().equals("quote");
        ObjectNode item = JSON.createObjectNode()
                .put("message", 1)
                .put("kind", quotes ? "constraint" : "decision")
                .put("key", quotes ? "max_words" : "")
                .put("value", quotes ? "500" : "")
                .put("text", row.message())
                .put("evidence", row.evidence())
                .put("relation", relation)
                .put("known", relation.equals("new") ? 0 : 1)
                .put("change", relation.equals("new") ? "" : row.words());
        return JSON.createObjectNode()
                .set("statements", JSON.createArrayNode().add(item))
                .toString();
    }
}
