package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.audit.Listing;
import dev.commonground.audit.Listing.AgentSummary;
import dev.commonground.audit.Listing.RunSummary;
import dev.commonground.audit.Listing.TaskSummary;
import dev.commonground.audit.Listing.UserSummary;
import dev.commonground.memory.Author;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Kind;
import dev.commonground.memory.TaskState;
import dev.commonground.store.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An owner lists tasks, users, agents and runs. */
interface ListingContract {

    /** Returns an empty store. */
    MemoryStore newStore();

    private static SharedMemory open(MemoryStore store, String owner) {
        return SharedMemory.builder(store).owner(owner).keywordsOnly().open();
    }

    private static List<String> tasks(SharedMemory memory, int limit) {
        List<String> names = new ArrayList<>();
        @Nullable String after = "";
        while (after != null) {
            Listing<TaskSummary> page = memory.tasks(after, limit);
            page.items().forEach(item -> names.add(item.task()));
            after = page.next();
        }
        return names;
    }

    @Test
    default void tasksHaveCountsStatesAndLastActivity() {
        try (MemoryStore store = newStore()) {
            SharedMemory memory = open(store, "ann");
            AgentMemory writer = memory.task("b").agent("writer");
            writer.require("Keep it short");
            writer.forget(writer.remember("Ships on Monday").memory().id());
            writer.privately().remember("I doubt the date");
            memory.task("a").agent("writer").remember("Ships on Tuesday");
            memory.task("a").archive();
            memory.task("c").agent("writer").privately().remember("Only a note");
            open(store, "bob").task("d").agent("writer").remember("Not Ann's");

            List<TaskSummary> listed = memory.tasks("", 10).items();

            assertThat(listed).extracting(TaskSummary::task).containsExactly("a", "b", "c");
            assertThat(listed)
                    .extracting(TaskSummary::state)
                    .containsExactly(TaskState.ARCHIVED, TaskState.OPEN, TaskState.OPEN);
            assertThat(listed)
                    .extracting(TaskSummary::live)
                    .containsExactly(Map.of(Kind.FINDING, 1), Map.of(Kind.CONSTRAINT, 1), Map.of());
            assertThat(listed).extracting(TaskSummary::notes).containsExactly(0, 1, 1);
            assertThat(listed).allMatch(task -> task.lastActivity() != null);
        }
    }

    @Test
    default void pagesFollowEachOtherWithoutGapOrRepetition() {
        try (MemoryStore store = newStore()) {
            SharedMemory memory = open(store, "ann");
            List<String> names = List.of("10", "9", "A", "a", "a b", "b%", "b_", "\u00e9", "\ud83e\udd8a");
            names.forEach(name -> memory.task(name).agent("writer").remember("x"));
            memory.task("b_").agent("editor").privately().remember("y");

            assertThat(tasks(memory, 1)).containsExactlyElementsOf(names);
            assertThat(tasks(memory, 2)).containsExactlyElementsOf(names);
            assertThat(tasks(memory, 9)).containsExactlyElementsOf(names);
            assertThat(memory.tasks("zzz", 9).items())
                    .extracting(TaskSummary::task)
                    .containsExactly("\u00e9", "\ud83e\udd8a");
            assertThatThrownBy(() -> memory.tasks("", 0))
                    .hasMessage("limit is 0, but a page has 1 to 1,000 items: ask for more pages");
        }
    }

    @Test
    default void usersAreListedWithTheirMemories() {
        try (MemoryStore store = newStore()) {
            SharedMemory memory = open(store, "ann");
            memory.user("ada").prefer("Ada likes tea");
            memory.user("bo").remember("Bo is on leave");
            open(store, "bob").user("eve").remember("Not Ann's");

            Listing<UserSummary> first = memory.users("", 1);

            assertThat(first.items()).extracting(UserSummary::user).containsExactly("ada");
            assertThat(first.items()).extracting(UserSummary::live).containsExactly(Map.of(Kind.PREFERENCE, 1));
            assertThat(first.next()).isEqualTo("ada");
            assertThat(memory.users("ada", 1).items())
                    .extracting(UserSummary::user)
                    .containsExactly("bo");
            assertThat(memory.users("ada", 1).next()).isNull();
        }
    }

    @Test
    default void agentsOfATaskAreListedWithWhatTheyWroteAndNoted() {
        try (MemoryStore store = newStore()) {
            SharedMemory memory = open(store, "ann");
            memory.task("a").agent("writer").remember("Ships on Monday");
            memory.task("a").person("Ada").remember("Ships on Monday");
            memory.task("a").person("Ada").require("Keep it short");
            memory.task("a").agent("editor").privately().remember("I doubt the date");

            List<AgentSummary> all = memory.agents("a", "", 10).items();

            assertThat(all)
                    .extracting(AgentSummary::author)
                    .containsExactly(Author.agent("editor"), Author.agent("writer"), Author.person("Ada"));
            assertThat(all)
                    .extracting(AgentSummary::live)
                    .containsExactly(Map.of(), Map.of(Kind.FINDING, 1), Map.of(Kind.FINDING, 1, Kind.CONSTRAINT, 1));
            assertThat(all)
                    .extracting(AgentSummary::notes)
                    .containsExactly(Map.of(Kind.FINDING, 1), Map.of(), Map.of());
            Listing<AgentSummary> first = memory.agents("a", "", 2);
            assertThat(memory.agents("a", String.valueOf(first.next()), 2).items())
                    .extracting(AgentSummary::author)
                    .containsExactly(Author.person("Ada"));
        }
    }

    @Test
    default void runsOfATaskTellWhatOthersAccept() {
        try (MemoryStore store = newStore()) {
            SharedMemory memory = open(store, "ann");
            Step plan =
                    memory.begin(StepRequest.builder("a", "plan", "thread-1").build());
            plan.memory().remember("The plan has three steps");
            Cursor planned = plan.commit();
            Step branch = memory.begin(StepRequest.builder("a", "research", "thread-1")
                    .cursor(planned)
                    .place(StepRequest.Place.BRANCH)
                    .build());
            branch.memory().remember("Not joined yet");
            branch.commit();

            List<RunSummary> runs = memory.runs("a", "", 10).items();

            assertThat(runs).hasSize(1);
            RunSummary run = runs.get(0);
            assertThat(run.run()).isEqualTo(planned.run());
            assertThat(run.thread()).isEqualTo("thread-1");
            assertThat(run.nodes()).containsExactly("plan", "research");
            assertThat(run.assertions()).isEqualTo(2);
            assertThat(run.accepted()).isEqualTo(1);
            assertThat(run.live()).isEqualTo(Map.of(Kind.FINDING, 1));
        }
    }
}
