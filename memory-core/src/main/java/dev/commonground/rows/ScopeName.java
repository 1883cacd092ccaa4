package dev.commonground.rows;

import dev.commonground.log.RandomNames;
import dev.commonground.memory.Scope;

/**
 * The columns that name a scope within its owner's; an id is never blank, so an empty task means none.
 *
 * @param kind the sort of scope: {@code user}, {@code task} or {@code agent}
 * @param name the id of the user, the task or the agent
 * @param task the task on which an agent keeps notes; empty for none
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

    /** Returns a new id for a scope of this sort: its first letter and a random name. */
    public String newId() {
        return kind.charAt(0) + RandomNames.next();
    }
}
