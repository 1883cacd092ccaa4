package dev.commonground.audit;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of a listing. Pages are read one by one, so what is written in between may appear on a later page.
 *
 * @param items the items of the page
 * @param next where the next page begins, or null if this is the last page
 */
public record Listing<T>(List<T> items, @Nullable String next) {

    public Listing {
        items = List.copyOf(requireNonNull(items, "items"));
    }

    /**
     * An agent or person on a task in a listing.
     *
     * @param author the agent or person
     * @param live how many live memories of each kind in the task's shared memory the author asserts; kinds without any are
     *     absent
     * @param notes how many live memories of each kind the agent's own notes on the task hold
     * @param lastActivity the time of the author's last assertion, or null if there is none any more
     */
    public record AgentSummary(
            Author author,
            Map<Kind, Integer> live,
            Map<Kind, Integer> notes,
            @Nullable Instant lastActivity) {

        public AgentSummary {
            requireNonNull(author, "author");
            live = Map.copyOf(requireNonNull(live, "live"));
            notes = Map.copyOf(requireNonNull(notes, "notes"));
        }
    }

    /**
     * A run of a graph in a listing: one execution, which a replay continues.
     *
     * @param run the id of the run, as in {@link dev.commonground.memory.Cursor#run}
     * @param thread the graph's thread id, or null if all assertions of the run were erased or swept
     * @param authors the authors of the run's assertions, in their order
     * @param nodes the nodes that wrote, in the order of their names
     * @param live how many memories of each kind are live through an assertion of the run; kinds without any are absent
     * @param assertions how many assertions the run has made
     * @param accepted how many of these assertions readers outside the run see, retracted or not; the others belong to
     *     attempts that failed, to an abandoned future, or to a branch that has not joined
     * @param begun the time of the first assertion
     * @param lastActivity the time of the last assertion
     */
    public record RunSummary(
            String run,
            @Nullable String thread,
            List<Author> authors,
            List<String> nodes,
            Map<Kind, Integer> live,
            int assertions,
            int accepted,
            Instant begun,
            Instant lastActivity) {

        public RunSummary {
            requireNonNull(run, "run");
            authors = List.copyOf(requireNonNull(authors, "authors"));
            nodes = List.copyOf(requireNonNull(nodes, "nodes"));
            live = Map.copyOf(requireNonNull(live, "live"));
            requireNonNull(begun, "begun");
            requireNonNull(lastActivity, "lastActivity");
        }
    }

    /**
     * A task in a listing.
     *
     * @param task the task's id
     * @param state whether the task is open or archived
     * @param live how many memories of each kind are live in the task's shared memory; kinds without any are absent
     * @param notes how many agents keep notes on the task
     * @param lastActivity the time of the last entry, notes included, or null if nothing was written
     */
    public record TaskSummary(
            String task,
            TaskState state,
            Map<Kind, Integer> live,
            int notes,
            @Nullable Instant lastActivity) {

        public TaskSummary {
            requireNonNull(task, "task");
            requireNonNull(state, "state");
            live = Map.copyOf(requireNonNull(live, "live"));
        }
    }

    /**
     * A user in a listing.
     *
     * @param user the user's id
     * @param live how many memories of each kind are live in the user's memory; kinds without any are absent
     * @param lastActivity the time of the last entry, or null if nothing was written
     */
    public record UserSummary(
            String user, Map<Kind, Integer> live, @Nullable Instant lastActivity) {

        public UserSummary {
            requireNonNull(user, "user");
            live = Map.copyOf(requireNonNull(live, "live"));
        }
    }
}
