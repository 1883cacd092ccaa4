package dev.commonground.crew;

import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The {@code {names}} in the texts of agents and tasks. A name in two braces is written with one. Other braces, as in JSON,
 * stay.
 */
final class Placeholders {

    /** A letter, and then what belongs to words in any script: combining marks, and the joiners of Persian and Hindi. */
    private static final String NAME = "\\p{L}[\\p{L}\\p{M}\\p{N}\u200c\u200d_.-]*";

    private static final Pattern BRACES = Pattern.compile("\\{\\{(%1$s)\\}\\}|\\{(%1$s)\\}".formatted(NAME));

    private Placeholders() {}

    /** Returns {@code template} with its placeholders replaced. Placeholders inside an input stay. */
    static String fill(String template, Map<String, String> inputs) {
        return BRACES.matcher(template).replaceAll(found -> Matcher.quoteReplacement(filled(found, inputs)));
    }

    private static String filled(MatchResult found, Map<String, String> inputs) {
        return found.group(1) != null
                ? "{" + found.group(1) + "}"
                : inputs.getOrDefault(composed(found.group(2)), found.group());
    }

    /** Returns a name in the form in which names are compared. */
    static String composed(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    /**
     * Requires a value for every placeholder of the tasks and their agents, and a placeholder for every value.
     *
     * @throws IllegalArgumentException naming each missing input and the task or agent that needs it, or each unused input
     */
    static void requireAll(List<Task> tasks, Map<String, String> inputs) {
        requireFilled(tasks, inputs);
        Set<String> unused = new TreeSet<>(inputs.keySet());
        unused.removeAll(needed(tasks).keySet());
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException(
                    "No task or agent asks for %s: remove the input from the run, or ask for it in a description"
                            .formatted(braced(unused)));
        }
    }

    /**
     * Requires a value for every placeholder of the tasks and their agents.
     *
     * @throws IllegalArgumentException naming each missing input and the task or agent that needs it
     */
    static void requireFilled(List<Task> tasks, Map<String, String> inputs) {
        Map<String, String> missing = needed(tasks);
        missing.keySet().removeAll(inputs.keySet());
        if (!missing.isEmpty()) {
            Map.Entry<String, String> first = missing.entrySet().iterator().next();
            throw new IllegalArgumentException(
                    "The run has no input for %s, which %s asks for: pass it with Run.input(\"%s\", ...)"
                            .formatted(braced(missing.keySet()), first.getValue(), first.getKey()));
        }
    }

    private static String braced(Collection<String> names) {
        return "{%s}".formatted(String.join("}, {", names));
    }

    /** Returns the names of the placeholders, each with a task or agent that has it. */
    private static Map<String, String> needed(List<Task> tasks) {
        Map<String, String> needed = new TreeMap<>();
        for (Task task : tasks) {
            Agent agent = task.agent();
            names(task.description(), task.expectedOutput(), text(task.outputFile()))
                    .forEach(name -> needed.putIfAbsent(name, "task " + task.name()));
            names(agent.role(), agent.goal(), agent.backstory())
                    .forEach(name -> needed.putIfAbsent(name, "agent " + agent.name()));
        }
        return needed;
    }

    private static String text(@Nullable Object part) {
        return part == null ? "" : part.toString();
    }

    private static Stream<String> names(String... templates) {
        return Stream.of(templates)
                .flatMap(template -> BRACES.matcher(template).results())
                .filter(found -> found.group(2) != null)
                .map(found -> composed(found.group(2)));
    }
}
