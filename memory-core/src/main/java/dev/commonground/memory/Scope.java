package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import dev.commonground.internal.text.Identifiers;
import org.jspecify.annotations.Nullable;

/**
 * The owner of a memory: a user, a task or an agent. Scopes are compared by equality, never by prefix, so {@code crew}
 * does not see {@code crew-2}.
 *
 * <p>Immutable and thread-safe.
 */
public sealed interface Scope {

    /** Returns the scope of the user called {@code user}, which outlives every task. */
    static Scope user(String user) {
        return new User(user);
    }

    /** Returns the scope that all agents on {@code task} share. */
    static Scope task(String task) {
        return new Task(task);
    }

    /** Returns the scope of the notes that {@code agent} keeps across tasks. */
    static Scope agent(String agent) {
        return new Agent(agent, null);
    }

    /** Returns the scope of the notes that {@code agent} keeps on {@code task}. */
    static Scope agentOnTask(String agent, String task) {
        return new Agent(agent, requireNonNull(task, "task"));
    }

    /**
     * The memory about a user, which outlives tasks.
     *
     * @param user the user's id
     */
    record User(String user) implements Scope {
        public User {
            user = Identifiers.checked("user", requireNonNull(user, "user"));
        }

        @Override
        public String toString() {
            return "user " + user;
        }
    }

    /**
     * The memory that all agents on one task share.
     *
     * @param task the task's id
     */
    record Task(String task) implements Scope {
        public Task {
            task = Identifiers.checked("task", requireNonNull(task, "task"));
        }

        @Override
        public String toString() {
            return "task " + task;
        }
    }

    /**
     * The notes of one agent, which no other agent sees.
     *
     * @param agent the agent's id
     * @param task the task of the notes, or null if the agent keeps them across tasks
     */
    record Agent(String agent, @Nullable String task) implements Scope {
        public Agent {
            agent = Identifiers.checked("agent", requireNonNull(agent, "agent"));
            task = task == null ? null : Identifiers.checked("task", task);
        }

        @Override
        public String toString() {
            return task == null ? "agent " + agent : "agent %s on task %s".formatted(agent, task);
        }
    }
}
