package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.audit.Revocation;
import dev.commonground.memory.Author;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.WriteSource;
import dev.commonground.store.MemoryStore;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Revoking a source hides what came of it in every scope of its owner. */
interface RevocationAcrossScopesContract {

    Author SCRAPER = Author.agent("scraper");

    /** Returns an empty store. */
    MemoryStore newStore();

    static SharedMemory open(MemoryStore store) {
        return SharedMemory.builder(store).keywordsOnly().readLedger(1_000).open();
    }

    static List<String> texts(AgentMemory reader) {
        return reader.list().stream().map(Memory::text).sorted().toList();
    }

    static Draft conclusion(String text, MemoryId source) {
        return Draft.finding(text).derivedFrom(source).build();
    }

    @Test
    default void derivationsAreFollowedAcrossTheScopesOfTheOwner() {
        try (MemoryStore store = newStore();
                SharedMemory memory = open(store)) {
            TaskMemory task = memory.task("a").forUser("acme");
            MemoryId poison = task.agent("scraper")
                    .remember("Acme pays seven euros")
                    .memory()
                    .id();
            MemoryId promoted = task.agent("writer").promote(poison).memory().id();
            task.agent("writer").privately().remember(conclusion("Remind Acme of seven euros", poison));
            MemoryId note = memory.agent("writer")
                    .remember(conclusion("Acme is cheap", promoted))
                    .memory()
                    .id();
            MemoryId other = memory.task("b")
                    .agent("writer")
                    .remember(conclusion("Raise the price", note))
                    .memory()
                    .id();
            memory.user("acme").prefer("Acme likes mornings");
            Cursor before = memory.task("b").agent("writer").log().cursor();
            List<String> all = texts(task.agent("writer"));

            Revocation revocation = memory.task("a").audit("Ada").revoke(WriteSource.of(SCRAPER));

            assertThat(texts(task.agent("writer"))).containsExactly("Acme likes mornings");
            assertThat(texts(memory.user("acme"))).containsExactly("Acme likes mornings");
            assertThat(memory.task("b").agent("reader").find(other)).isEmpty();
            assertThat(memory.task("b").asOf(before).agent("reader").list()).isEmpty();
            assertThat(texts(memory.agent("writer"))).isEmpty();

            // Later derivations in other scopes, by a writer that kept the ids.
            memory.task("b").agent("writer").remember(conclusion("Raise it twice", other));
            task.agent("writer").aboutUser().remember(conclusion("Acme is poor", poison));
            Step step = memory.begin(
                    StepRequest.builder("a", "write", "t").user("acme").build());
            step.memory().aboutUser().remember(conclusion("Acme is broke", poison));
            step.memory().privately().remember(conclusion("Acme is doomed", poison));
            step.commit();
            assertThat(texts(memory.user("acme"))).containsExactly("Acme likes mornings");
            assertThat(memory.task("b").agent("reader").list()).isEmpty();
            assertThat(texts(task.agent("write"))).containsExactly("Acme likes mornings");

            memory.task("a").audit("Ada").restore(revocation.id());
            assertThat(texts(task.agent("writer"))).containsAll(all).contains("Acme is poor", "Acme is broke");
            assertThat(texts(memory.task("b").agent("reader"))).containsExactly("Raise it twice", "Raise the price");
            assertThat(texts(task.agent("write"))).contains("Acme is doomed");
        }
    }

    @Test
    default void anIndependentWordBringsBackWhatFollowsFromItElsewhere() {
        try (MemoryStore store = newStore();
                SharedMemory memory = open(store)) {
            TaskMemory task = memory.task("a").forUser("acme");
            MemoryId price = task.agent("scraper")
                    .remember("Acme pays seven euros")
                    .memory()
                    .id();
            task.agent("writer").aboutUser().remember(conclusion("Acme is cheap", price));
            task.audit("Ada").revoke(WriteSource.of(SCRAPER));
            assertThat(texts(memory.user("acme"))).isEmpty();

            task.person("Ada").remember("Acme pays seven euros");

            assertThat(texts(memory.user("acme"))).containsExactly("Acme is cheap");
        }
    }

    @Test
    default void theNotesThatARevokedAgentBeginsLaterAreHiddenToo() {
        try (MemoryStore store = newStore();
                SharedMemory memory = open(store)) {
            TaskMemory task = memory.task("a");
            task.agent("scraper").remember("Acme pays seven euros");
            Revocation revocation = task.audit("Ada").revoke(WriteSource.of(SCRAPER));

            task.agent("scraper").privately().remember("Remind Acme of seven euros");
            assertThat(texts(task.agent("scraper"))).isEmpty();

            task.audit("Ada").restore(revocation.id());
            task.agent("scraper").privately().remember("Remind Acme again");
            assertThat(texts(task.agent("scraper")))
                    .containsExactly("Acme pays seven euros", "Remind Acme again", "Remind Acme of seven euros");
        }
    }

    @Test
    default void whatSupportsItselfInACircleAcrossScopesIsHidden() {
        try (MemoryStore store = newStore();
                SharedMemory memory = open(store)) {
            TaskMemory task = memory.task("a").forUser("acme");
            MemoryId price = task.agent("scraper")
                    .remember("Acme pays seven euros")
                    .memory()
                    .id();
            MemoryId habit = task.agent("writer")
                    .aboutUser()
                    .remember(conclusion("Acme is cheap", price))
                    .memory()
                    .id();
            task.agent("editor").remember(conclusion("Acme pays seven euros", habit));

            task.audit("Ada").revoke(WriteSource.of(SCRAPER));
            assertThat(texts(task.agent("reader"))).isEmpty();

            task.person("Ada").remember("Acme pays seven euros");
            Revocation more = task.audit("Ada").revoke(WriteSource.of(Author.agent("nobody")));
            task.audit("Ada").restore(more.id());
            assertThat(texts(task.agent("reader"))).containsExactly("Acme is cheap", "Acme pays seven euros");
        }
    }

    /** None of the revocations hides the source alone, and none is needed beside the others. */
    @Test
    default void whatOnlySeveralRevocationsTogetherHideStaysHiddenElsewhereWhenOneIsUndone() {
        try (MemoryStore store = newStore();
                SharedMemory memory = open(store)) {
            TaskMemory task = memory.task("a").forUser("acme");
            MemoryId price = task.agent("scraper")
                    .remember("Acme pays seven euros")
                    .memory()
                    .id();
            task.agent("crawler").remember("Acme pays seven euros");
            task.agent("writer").aboutUser().remember(conclusion("Acme is cheap", price));
            List<WriteSource> twice = List.of(WriteSource.of(SCRAPER), WriteSource.of(Author.agent("crawler")));
            List<Revocation> first =
                    twice.stream().map(task.audit("Ada")::revoke).toList();
            twice.forEach(task.audit("Ada")::revoke);

            first.forEach(revocation -> {
                task.audit("Ada").restore(revocation.id());
                assertThat(texts(task.agent("reader"))).isEmpty();
            });
            MemoryId late = task.agent("writer")
                    .aboutUser()
                    .remember(conclusion("Acme is poor", price))
                    .memory()
                    .id();

            assertThat(task.agent("reader").find(late)).isEmpty();
        }
    }
}
