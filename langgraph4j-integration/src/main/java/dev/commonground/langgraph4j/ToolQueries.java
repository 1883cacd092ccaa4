package dev.commonground.langgraph4j;

import dev.commonground.AgentMemory;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Statement;
import dev.commonground.recall.Match;
import dev.commonground.recall.RecallRequest;
import dev.commonground.recall.RecallRequest.Floor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The questions of a model's search.
 *
 * @param questions the questions, each once
 */
record ToolQueries(List<String> questions) {

    private static final int MOST_QUESTIONS = 5;
    private static final int MOST_MATCHES = 8;
    private static final Pattern LINES = Pattern.compile("\\R+");
    private static final Pattern ITEMS = Pattern.compile(",\\s+");

    ToolQueries {
        questions = List.copyOf(questions);
    }

    /** Parses one question per line; also accepts a list, which some models pass instead of a text. */
    static ToolQueries parse(@Nullable String queries) {
        String text = queries == null ? "" : queries.strip();
        Stream<String> parts = text.startsWith("[") && text.endsWith("]")
                ? ITEMS.splitAsStream(text.substring(1, text.length() - 1))
                : LINES.splitAsStream(text);
        return new ToolQueries(parts.map(String::strip)
                .map(part -> part.length() > Statement.MAX_TEXT ? part.substring(0, Statement.MAX_TEXT) : part)
                .filter(part -> part.codePoints().anyMatch(Character::isLetterOrDigit))
                .distinct()
                .limit(MOST_QUESTIONS)
                .toList());
    }

    /** Returns the memories that match the questions best, each once. */
    List<Match> recallFrom(AgentMemory memory) {
        Map<Memory, Match> best = new LinkedHashMap<>();
        for (String question : questions) {
            RecallRequest request = RecallRequest.builder(question)
                    .limit(MOST_MATCHES)
                    .floor(Floor.RELATED)
                    .build();
            memory.recall(request)
                    .forEach(match ->
                            best.merge(match.memory(), match, (a, b) -> Match.BEST_FIRST.compare(a, b) <= 0 ? a : b));
        }
        return best.values().stream()
                .sorted(Match.BEST_FIRST)
                .limit(MOST_MATCHES)
                .toList();
    }
}
