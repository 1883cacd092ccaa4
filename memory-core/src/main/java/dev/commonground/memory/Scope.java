package dev.commonground.memory;

import org.jspecify.annotations.Nullable;

/**
 * Whom a memory belongs to. Scopes are compared by equality, never by prefix, so {@code crew} does not see
 * {@code crew-2}.
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

    /** Returns what {@code agent} keeps to itself across tasks. */
    static Scope agent(String agent) {
        return new Agent(agent, null);
    }

    /** Returns what {@code agent} keeps to itself on {@code task}. */
    static Scope agentOnTask(String agent, String task) {
        return new Agent(agent, task);
    }

    /**
     * Facts about a user that outlive tasks.
     *
     * @param user the user's id
     */
    record User(String user) implements Scope {
        public User {
            user = Identifiers.checked("user", user);
        }

        @Override
        public String toString() {
            return "user " + user;
        }
    }

    /**
     * What all agents on one task share.
     *
     * @param task the task's id
     */
    record Task(String task) implements Scope {
        public Task {
            task = Identifiers.checked("task", task);
        }

        @Override
        public String toString() {
            return "task " + task;
        }
    }

    /**
     * One agent's own working memory, unseen by the others.
     *
     * @param agent the agent's id
     * @param task the task it belongs to, or null when the agent keeps it across tasks
     */
    record Agent(String agent, @Nullable String task) implements Scope {
        public Agent {
            agent = Identifiers.checked("agent", agent);
            task = task == null ? null : Identifiers.checked("task", task);
        }

        @Override
        public String toString() {
            return task == null ? "agent " + agent : "agent %s on task %s".formatted(agent, task);
        }
    }
}
