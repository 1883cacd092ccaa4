package dev.commonground.crew;

import dev.commonground.memory.Scope;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One time that a crew goes through its tasks.
 *
 * <pre>{@code
 * Run.id("task_q3_proposal").user("acme").input("client", "acme")
 * }</pre>
 *
 * <p>Immutable and thread-safe.
 *
 * @param id its name: that of the memory's task and of the graph's thread, so every run has its own
 * @param user the user whose memory the agents also read, or null for none
 * @param inputs what stands in the place of each {@code {name}}
 */
public record Run(String id, @Nullable String user, Map<String, String> inputs) {

    public Run {
        id = new Scope.Task(id).task();
        user = user == null ? null : new Scope.User(user).user();
        inputs = Map.copyOf(inputs);
    }

    /** Returns a run called {@code id}, for no user and without inputs. */
    public static Run id(String id) {
        return new Run(id, null, Map.of());
    }

    /** Returns this run for {@code user}, whose memory the agents also read. */
    public Run user(String user) {
        return new Run(id, user, inputs);
    }

    /** Returns this run with {@code value} in the place of every {@code {name}}. */
    public Run input(String name, String value) {
        Map<String, String> more = new TreeMap<>(inputs);
        more.put(name, value);
        return new Run(id, user, more);
    }
}
