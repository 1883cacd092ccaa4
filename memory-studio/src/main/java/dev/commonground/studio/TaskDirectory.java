package dev.commonground.studio;

import dev.commonground.SharedMemory;
import dev.commonground.audit.Listing;
import dev.commonground.audit.Listing.AgentSummary;
import dev.commonground.audit.Listing.TaskSummary;
import dev.commonground.audit.Listing.UserSummary;
import dev.commonground.memory.Author;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Lists the tasks, the users and the authors of an owner, all pages of each. */
final class TaskDirectory {

    private static final int PAGE = 1_000;

    private final SharedMemory memory;

    TaskDirectory(SharedMemory memory) {
        this.memory = memory;
    }

    List<TaskSummary> summaries() {
        return all(after -> memory.tasks(after, PAGE));
    }

    List<String> tasks() {
        return summaries().stream().map(TaskSummary::task).toList();
    }

    List<String> users() {
        return all(after -> memory.users(after, PAGE)).stream()
                .map(UserSummary::user)
                .toList();
    }

    /** Returns who wrote to a task or keeps notes on it. */
    List<Author> authors(String task) {
        return all(after -> memory.agents(task, after, PAGE)).stream()
                .map(AgentSummary::author)
                .toList();
    }

    private static <T> List<T> all(Function<String, Listing<T>> page) {
        List<T> items = new ArrayList<>();
        String after = "";
        while (after != null) {
            Listing<T> next = page.apply(after);
            items.addAll(next.items());
            after = next.next();
        }
        return items;
    }
}
