package dev.commonground.benchmarks.learning;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.learning.LearnRequest;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.langchain4j.data.message.UserMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Counts the announced changes that the rules hear, each in a message of its own. */
final class ChangeTrial {

    private static final double HEARD = 0.9;

    private final SharedMemory memory;

    ChangeTrial(SharedMemory memory) {
        this.memory = memory;
    }

    static List<Figure> figures(Path file) throws IOException {
        try (SharedMemory memory = SharedMemory.builder(file).keywordsOnly().open()) {
            return new ChangeTrial(memory).figures();
        }
    }

    private List<Figure> figures() throws IOException {
        List<List<String>> rows = SentenceTable.read("changes.txt");
        int heard = 0;
        for (int i = 0; i < rows.size(); i++) {
            heard += isHeard("task-" + i, rows.get(i)) ? 1 : 0;
        }
        return List.of(
                Figure.of("changes: messages", rows.size(), ""),
                Figure.of("changes: heard", (double) heard / rows.size(), "").atLeast(HEARD));
    }

    /** Returns whether only the new value is left, or the question whether the old one is still valid. */
    private boolean isHeard(String task, List<String> row) {
        AgentMemory agent = memory.task(task).agent("listener");
        say(agent, row.get(0));
        say(agent, row.get(1));
        List<Memory> live = agent.list();
        return row.get(2).equals("?")
                ? live.stream().anyMatch(one -> one.kind() == Kind.QUESTION)
                : live.stream()
                        .filter(one -> one.key() != null)
                        .map(one -> PolarityTrial.line(one.statement()))
                        .toList()
                        .equals(List.of(row.get(2)));
    }

    private static void say(AgentMemory agent, String text) {
        agent.learn(LearnRequest.builder(List.of(UserMessage.from("dana", text)))
                .rulesOnly()
                .build());
    }
}
