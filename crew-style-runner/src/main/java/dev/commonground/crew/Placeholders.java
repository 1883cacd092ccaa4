package dev.commonground.crew;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The {@code {names}} in the texts of agents and tasks. Other braces, as in JSON, stay. */
final class Placeholders {

    private static final Pattern NAME = Pattern.compile("\\{(\\p{L}[\\p{L}\\p{N}_.-]*)\\}");

    private Placeholders() {}

    /** Returns {@code template} with its placeholders replaced. Placeholders inside an input stay. */
    static String fill(String template, Map<String, String> inputs) {
        return NAME.matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(inputs.getOrDefault(found.group(1), found.group())));
    }

    /**
     * Requires a value for every placeholder of the tasks and their agents.
     *
     * @throws IllegalArgumentException naming each missing input and the task or agent that needs it
     */
    static void requireAll(List<Task> tasks, Map<String, String> inputs) {
        Map<String, String> missing = new TreeMap<>();
        for (Task task : tasks) {
            Agent agent = task.agent();
            names(task.description(), task.expectedOutput())
                    .forEach(name -> missing.putIfAbsent(name, "task " + task.name()));
            names(agent.role(), agent.goal(), agent.backstory())
                    .forEach(name -> missing.putIfAbsent(name, "agent " + agent.name()));
        }
        missing.keySet().removeAll(inputs.keySet());
        if (!missing.isEmpty()) {
            throw missing(missing);
        }
    }

    private static IllegalArgumentException missing(Map<String, String> needed) {
        Map.Entry<String, String> first = needed.entrySet().iterator().next();
        return new IllegalArgumentException(
                "The run has no input for {%s}, which %s asks for: pass it with Run.input(\"%s\", ...)"
                        .formatted(String.join("}, {", needed.keySet()), first.getValue(), first.getKey()));
    }

    private static Stream<String> names(String... templates) {
        return Stream.of(templates)
                .flatMap(template -> NAME.matcher(template).results())
                .map((MatchResult found) -> found.group(1));
    }
}
