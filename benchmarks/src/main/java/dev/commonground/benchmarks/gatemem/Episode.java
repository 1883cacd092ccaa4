package dev.commonground.benchmarks.gatemem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An episode of GateMem with its checkpoints.
 *
 * @param id the id
 * @param roles the role of each principal
 * @param names the name of each principal as people call it
 * @param relations the relationships, each with its parts by name
 * @param turns the turns in order
 * @param checkpoints the checkpoints by the turn after which they ask
 */
record Episode(
        String id,
        Map<String, String> roles,
        Map<String, String> names,
        List<Map<String, String>> relations,
        List<Turn> turns,
        Map<String, List<Checkpoint>> checkpoints) {

    /** What a principal says in one turn. */
    record Turn(String id, String speaker, String role, String text) {}

    /**
     * A question to the memory.
     *
     * @param asker the principal that asks
     * @param type {@code utility}, {@code privacy} or {@code safety}
     * @param wanted what the answer to a question of utility needs
     * @param leaks what the answer must not tell
     */
    record Checkpoint(String asker, String type, String question, List<Pattern> wanted, List<Pattern> leaks) {}

    /** Reads the episodes of a domain, a folder with {@code episodes.jsonl} and {@code checkpoints.jsonl}. */
    static List<Episode> read(Path domain) throws IOException {
        Map<String, Map<String, List<Checkpoint>>> checkpoints = new LinkedHashMap<>();
        for (JsonNode line : lines(domain.resolve("checkpoints.jsonl"))) {
            checkpoints
                    .computeIfAbsent(line.path("episode_id").asText(), id -> new LinkedHashMap<>())
                    .computeIfAbsent(line.path("as_of_turn_id").asText(), id -> new ArrayList<>())
                    .add(checkpoint(line));
        }
        return lines(domain.resolve("episodes.jsonl")).stream()
                .map(line -> episode(
                        line, checkpoints.getOrDefault(line.path("episode_id").asText(), Map.of())))
                .toList();
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(json.readTree(line));
        }
        return lines;
    }

    private static Episode episode(JsonNode line, Map<String, List<Checkpoint>> checkpoints) {
        Map<String, String> roles = new LinkedHashMap<>();
        Map<String, String> names = new LinkedHashMap<>();
        line.path("entities").path("principals").forEach(one -> {
            roles.put(one.path("principal_id").asText(), one.path("role").asText());
            names.put(
                    one.path("principal_id").asText(), one.path("display_name").asText());
        });
        List<Map<String, String>> relations = new ArrayList<>();
        line.path("entities").path("relationships").forEach(one -> {
            Map<String, String> parts = new LinkedHashMap<>();
            one.properties()
                    .forEach(part -> parts.put(part.getKey(), part.getValue().asText()));
            relations.add(parts);
        });
        return new Episode(
                line.path("episode_id").asText(),
                roles,
                names,
                relations,
                stream(line.path("turns")).map(Episode::turn).toList(),
                checkpoints);
    }

    private static Turn turn(JsonNode turn) {
        JsonNode speaker = turn.path("speaker");
        return new Turn(
                turn.path("turn_id").asText(),
                speaker.path("principal_id").asText(),
                speaker.path("role").asText(),
                turn.path("text").asText());
    }

    private static Checkpoint checkpoint(JsonNode line) {
        return new Checkpoint(
                line.path("asker").path("principal_id").asText(),
                line.path("query_type").asText(),
                line.path("query_text").asText(),
                patterns(line.path("judge_spec").path("include")),
                patterns(line.path("leak_targets")));
    }

    private static List<Pattern> patterns(JsonNode some) {
        return stream(some).map(JsonNode::asText).map(Episode::pattern).toList();
    }

    /** Some targets are regular expressions, others only texts. */
    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException plain) {
            return Pattern.compile(Pattern.quote(text), Pattern.CASE_INSENSITIVE);
        }
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
