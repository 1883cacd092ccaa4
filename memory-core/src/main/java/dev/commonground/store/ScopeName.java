package dev.commonground.store;

import dev.commonground.memory.Scope;

/**
 * The columns that identify a scope among the scopes of its owner.
 *
 * @param kind the kind of scope: {@code user}, {@code task} or {@code agent}
 * @param name the id of the user, task or agent
 * @param task the task of an agent's notes on a task; empty for all other scopes, because an id is never blank
 */
public record ScopeName(String kind, String name, String task) {

    /** Returns the columns of a scope. */
    public static ScopeName of(Scope scope) {
        if (scope instanceof Scope.User user) {
            return new ScopeName("user", user.user(), "");
        }
        if (scope instanceof Scope.Task task) {
            return new ScopeName("task", task.task(), "");
        }
        Scope.Agent agent = (Scope.Agent) scope;
        return new ScopeName("agent", agent.agent(), agent.task() == null ? "" : agent.task());
    }

    /** Returns the scope that has these columns. */
    public Scope scope() {
        return switch (kind) {
            case "user" -> Scope.user(name);
            case "task" -> Scope.task(name);
            default -> task.isEmpty() ? Scope.agent(name) : Scope.agentOnTask(name, task);
        };
    }

    /** Returns a new id for a scope of this kind: the first letter of the kind and a random name. */
    public String newId() {
        return kind.charAt(0) + RandomNames.next();
    }
}
