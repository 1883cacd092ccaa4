package dev.commonground.crew;

import static java.util.Objects.requireNonNull;

import dev.commonground.crew.internal.WellFormed;
import dev.commonground.memory.Scope;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a crew's tasks.
 *
 * <pre>{@code
 * Run.id("task_q3_proposal").user("acme").input("client", "acme")
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param id the id of the task scope in the memory and of the graph's thread; each run needs its own
 * @param user the user of the run, or null for none; the agents also read the memory of the user
 * @param inputs the value of each {@code {placeholder}}. Names are compared in Unicode's composed form, and half a character
 *     in a value becomes U+FFFD
 */
public record Run(String id, @Nullable String user, Map<String, String> inputs) {

    public Run {
        requireNonNull(id, "id");
        id = new Scope.Task(id).task();
        user = user == null ? null : new Scope.User(user).user();
        inputs = Map.copyOf(composed(id, requireNonNull(inputs, "inputs")));
    }

    private static Map<String, String> composed(String id, Map<String, String> inputs) {
        Map<String, String> composed = new TreeMap<>();
        inputs.forEach((name, value) -> {
            String key = Placeholders.composed(requireNonNull(name, "name"));
            if (composed.put(key, WellFormed.text(requireNonNull(value, "value"))) != null) {
                throw new IllegalArgumentException("Two inputs of run %s are called %s: pass one".formatted(id, key));
            }
        });
        return composed;
    }

    /** Returns a run with the given id, for no user and without inputs. */
    public static Run id(String id) {
        return new Run(requireNonNull(id, "id"), null, Map.of());
    }

    /** Returns this run for {@code user}. The agents also read the memory of the user. */
    public Run user(String user) {
        return new Run(id, requireNonNull(user, "user"), inputs);
    }

    /**
     * Returns this run with {@code value} for every {@code {name}} in the texts of agents and tasks, and in output files. A
     * crew refuses a run with an input that none of them asks for.
     */
    public Run input(String name, String value) {
        Map<String, String> more = new TreeMap<>(inputs);
        more.put(Placeholders.composed(requireNonNull(name, "name")), requireNonNull(value, "value"));
        return new Run(id, user, more);
    }
}
