package dev.commonground;

import static dev.commonground.RevocationAcrossScopesContract.conclusion;
import static dev.commonground.RevocationAcrossScopesContract.open;
import static dev.commonground.RevocationAcrossScopesContract.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.audit.Blame;
import dev.commonground.audit.Impact;
import dev.commonground.audit.Revocation;
import dev.commonground.memory.Author;
import dev.commonground.memory.Change;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Draft;
import dev.commonground.memory.ListRequest;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Memory.Reading;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Origin;
import dev.commonground.memory.WriteSource;
import dev.commonground.store.MemoryStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Revoking a source hides it and what came of it from every reader, until it is restored. */
interface RevocationContract extends RevocationAcrossScopesContract {

    @Test
    default void reachesAMomentThatWasReadMeanwhile() {
        try (MemoryStore store = newStore();
                SharedMemory memory = open(store)) {
            TaskMemory task = memory.task("a");
            task.agent("scraper").remember("The price is seven euros");
            task.person("Ann").remember("The price is a secret");
            task.agent("scraper").remember("The price is a secret");
            AgentMemory then = task.asOf(task.agent("editor").log().cursor()).agent("editor");

            TaskAudit audit = task.audit("Ann");
            String revocation =
                    audit.revoke(WriteSource.of(Author.agent("scraper"))).id();
            assertThat(then.list()).extracting(Memory::text).containsExactly("The price is a secret");
            assertThat(authors(then)).containsExactly(List.of(Author.person("Ann")));

            audit.restore(revocation);
            assertThat(then.list()).hasSize(2);
            assertThat(authors(then))
                    .contains(List.of(Author.agent("scraper"), Author.person("Ann")))
                    .hasSize(2);

            audit.revoke(WriteSource.of(Author.agent("scraper")));
            assertThat(then.list()).hasSize(1);
            assertThat(authors(then)).containsExactly(List.of(Author.person("Ann")));
        }
    }

    private static List<List<Author>> authors(AgentMemory reader) {
        return reader.recall("price", 2).stream()
                .map(match -> match.memory().authors())
                .toList();
    }

    @Test
    default void aRevokedWriterAndWhatIsDerivedFromItAreHiddenOnEveryPath() {
        try (MemoryStore store = newStore();
                SharedMemory memory = open(store);
                SharedMemory second = open(store)) {
            TaskMemory task = memory.task("a");
            AgentMemory scraper = task.agent("scraper");
            MemoryId poison =
                    scraper.remember("The price is seven euros").memory().id();
            MemoryId total = task.agent("writer")
                    .remember(conclusion("The total is seventy euros", poison))
                    .memory()
                    .id();
            MemoryId plan = task.agent("editor")
                    .remember(conclusion("Pay seventy euros", total))
                    .memory()
                    .id();
            task.agent("writer").remember("Ships on Monday");
            Cursor before = task.agent("reader").log().cursor();
            String next = page(task.agent("reader"), null).next();

            Revocation revocation = task.audit("Ada").revoke(WriteSource.of(SCRAPER));

            for (AgentMemory reader : List.of(
                    task.agent("reader"),
                    task.agent("scraper"),
                    task.person("Ada"),
                    task.asOf(before).agent("reader"),
                    memory.begin(StepRequest.builder("a", "read", "t")
                                    .cursor(Cursor.newRun().merge(before))
                                    .build())
                            .memory(),
                    second.task("a").agent("reader"))) {
                assertThat(texts(reader)).containsExactly("Ships on Monday");
                assertThat(reader.recall("price total euros pay", 10))
                        .extracting(match -> match.memory().text())
                        .containsOnly("Ships on Monday");
                assertThat(reader.brief("price").text())
                        .contains("Ships on Monday")
                        .doesNotContain("euros");
                assertThat(reader.find(poison)).isEmpty();
                assertThat(reader.find(plan)).isEmpty();
                StringBuilder export = new StringBuilder();
                reader.log().exportTo(export);
                assertThat(export.toString()).contains("Ships on Monday").doesNotContain("euros");
                assertThat(reader.log().changes(Cursor.EMPTY).changes().toString())
                        .doesNotContain("euros");
            }
            assertThat(task.agent("reader").history(plan))
                    .extracting(Change::getClass)
                    .containsExactly(Change.Revoked.class);
            assertThat(task.asOf(before).agent("reader").history(plan)).isEmpty();
            assertThat(page(task.agent("reader"), next).memories())
                    .extracting(Memory::text)
                    .doesNotContain("Pay seventy euros");
            assertThat(memory.tasks("", 1).items().get(0).live().values()).containsExactly(1);
            assertThat(task.audit("Ada").revocations()).containsExactly(revocation);
        }
    }

    private static dev.commonground.memory.Page page(
            AgentMemory reader, @org.jspecify.annotations.Nullable String after) {
        return reader.list(ListRequest.builder().limit(1).after(after).build());
    }

    @Test
    default void restoringShowsEverythingAgain() {
        try (MemoryStore store = newStore();
                SharedMemory memory = open(store);
                SharedMemory second = open(store)) {
            TaskMemory task = memory.task("a");
            MemoryId poison = task.agent("scraper")
                    .remember("The price is seven euros")
                    .memory()
                    .id();
            task.agent("writer").remember(conclusion("The total is seventy euros", poison));
            List<String> before = texts(task.agent("reader"));
            Revocation revocation = task.audit("Ada").revoke(WriteSource.of(SCRAPER));

            Revocation restored = task.audit("Bo").restore(revocation.id());

            assertThat(texts(task.agent("reader"))).isEqualTo(before);
            assertThat(texts(second.task("a").agent("reader"))).isEqualTo(before);
            assertThat(restored.active()).isFalse();
            assertThat(task.audit("Ada").revocations()).containsExactly(restored);
            assertThatThrownBy(() -> task.audit("Ada").restore(revocation.id()))
                    .hasMessage(
                            "No revocation with this id is in force on the task a: pass the id of one that revocations() lists as active");
        }
    }

    @Test
    default void whatARevokedWriteSupersededOrForgotComesBack() {
        try (MemoryStore store = newStore();
                SharedMemory memory = open(store)) {
            TaskMemory task = memory.task("a");
            task.person("Ada")
                    .remember(Draft.constraint("Spend at most 50,000")
                            .key("budget", "50000")
                            .build());
            MemoryId rule = task.person("Ada")
                    .require("Two signatures for payments")
                    .memory()
                    .id();
            AgentMemory scraper = task.agent("scraper");
            scraper.brief("budget");
            scraper.remember(Draft.constraint("Spend at most 500,000")
                    .key("budget", "500000")
                    .build());
            scraper.log().forget(rule, "out of date");
            AgentMemory reader = task.agent("reader");
            assertThat(texts(reader)).containsExactly("Spend at most 500,000");

            Revocation revocation = task.audit("Ada").revoke(WriteSource.of(SCRAPER));

            assertThat(texts(reader)).containsExactly("Spend at most 50,000", "Two signatures for payments");
            assertThat(reader.conflicts()).isEmpty();
            assertThat(reader.find(rule)).map(Memory::live).contains(true);
            task.audit("Ada").restore(revocation.id());
            assertThat(texts(reader)).containsExactly("Spend at most 500,000");
        }
    }

    @Test
    default void aMemoryWithAnIndependentAssertionStays() {
        try (MemoryStore store = newStore();
                SharedMemory memory = open(store)) {
            TaskMemory task = memory.task("a");
            MemoryId price = task.agent("scraper")
                    .remember("The price is seven euros")
                    .memory()
                    .id();
            task.person("Ada").remember("The price is seven euros");
            task.agent("writer").remember(conclusion("The total is seventy euros", price));

            task.audit("Ada").revoke(WriteSource.of(SCRAPER));

            assertThat(texts(task.agent("reader")))
                    .containsExactly("The price is seven euros", "The total is seventy euros");
            assertThat(task.agent("reader").find(price).orElseThrow().authors()).containsExactly(Author.person("Ada"));
            assertThat(task.agent("reader").history(price).toString()).doesNotContain("scraper");
        }
    }

    @Test
    default void whatSupportsItselfInACircleIsHidden() {
        try (MemoryStore store = newStore();
                SharedMemory memory = open(store)) {
            TaskMemory task = memory.task("a");
            MemoryId price = task.agent("scraper")
                    .remember("The price is seven euros")
                    .memory()
                    .id();
            MemoryId total = task.agent("writer")
                    .remember(conclusion("The total is seventy euros", price))
                    .memory()
                    .id();
            task.agent("editor").remember(conclusion("The price is seven euros", total));

            task.audit("Ada").revoke(WriteSource.of(SCRAPER));
            assertThat(texts(task.agent("reader"))).isEmpty();

            task.person("Ada").remember("The price is seven euros");
            assertThat(texts(task.agent("reader")))
                    .containsExactly("The price is seven euros", "The total is seventy euros");
        }
    }

    @Test
    default void aForgottenWordSupportsNothing() {
        try (MemoryStore store = newStore();
                SharedMemory memory = open(store)) {
            TaskMemory task = memory.task("a");
            MemoryId price = task.person("Ada")
                    .remember("The price is seven euros")
                    .memory()
                    .id();
            task.person("Ada").log().withdraw(price);
            task.agent("scraper").remember("The price is seven euros");
            task.agent("writer").remember(conclusion("The total is seventy euros", price));

            task.audit("Ada").revoke(WriteSource.of(SCRAPER));

            assertThat(texts(task.agent("reader"))).isEmpty();
        }
    }

    @Test
    default void originsAndSpansOfTimeCanBeRevoked() {
        try (MemoryStore store = newStore()) {
            TickingClock clock = new TickingClock();
            SharedMemory memory =
                    SharedMemory.builder(store).keywordsOnly().clock(clock).open();
            TaskMemory task = memory.task("a");
            AgentMemory scraper = task.agent("scraper");
            Instant start = clock.instant();
            for (String day : List.of("Monday", "Tuesday", "Wednesday")) {
                scraper.remember(Draft.finding("From the web on " + day)
                        .origin(Origin.WEB)
                        .build());
                scraper.remember("Own words on " + day);
                clock.advance(java.time.Duration.ofDays(1));
            }
            TaskAudit audit = task.audit("Ada");
            Revocation tuesday =
                    audit.revoke(WriteSource.since(start.plusSeconds(86_400)).until(start.plusSeconds(2 * 86_400)));
            assertThat(texts(scraper))
                    .containsExactly(
                            "From the web on Monday",
                            "From the web on Wednesday",
                            "Own words on Monday",
                            "Own words on Wednesday");
            audit.restore(tuesday.id());
            audit.revoke(WriteSource.of(SCRAPER).and(Origin.WEB));
            assertThat(texts(scraper))
                    .containsExactly("Own words on Monday", "Own words on Tuesday", "Own words on Wednesday");
            scraper.remember(
                    Draft.finding("From the web on Thursday").origin(Origin.WEB).build());
            assertThat(texts(scraper)).hasSize(3);
        }
    }

    @Test
    default void whatExpiredWhileItWasRevokedIsNotRestored() {
        try (MemoryStore store = newStore()) {
            TickingClock clock = new TickingClock();
            TaskMemory task = SharedMemory.builder(store)
                    .keywordsOnly()
                    .clock(clock)
                    .open()
                    .task("a");
            MemoryId lasting = task.agent("scraper")
                    .remember("The price is seven euros")
                    .memory()
                    .id();
            task.agent("scraper")
                    .remember(Draft.finding("Valid for an hour")
                            .expires(clock.instant().plusSeconds(3_600))
                            .build());
            Revocation revocation = task.audit("Ada").revoke(WriteSource.of(SCRAPER));
            Cursor then = task.agent("reader").log().cursor();
            clock.advance(java.time.Duration.ofHours(2));

            task.audit("Ada").restore(revocation.id());

            assertThat(task.agent("reader").log().changes(then).changes())
                    .filteredOn(Change.Restored.class::isInstance)
                    .extracting(change -> ((Change.Restored) change).id())
                    .containsExactly(lasting);
        }
    }

    @Test
    default void anAnnotationOfARevokedWriterIsHidden() {
        try (MemoryStore store = newStore();
                SharedMemory memory = open(store)) {
            TaskMemory task = memory.task("a");
            MemoryId date =
                    task.person("Ada").remember("Ships on Monday").memory().id();
            task.agent("scraper").annotate(date, Metadata.NONE.with("note", "call +1 555"));

            task.audit("Ada").revoke(WriteSource.of(SCRAPER));

            assertThat(task.agent("reader").find(date).orElseThrow().metadata()).isEqualTo(Metadata.NONE);
        }
    }

    @Test
    default void otherOwnersAndTasksAreNotTouched() {
        try (MemoryStore store = newStore();
                SharedMemory memory = open(store)) {
            memory.task("a").agent("scraper").remember("One");
            memory.task("b").agent("scraper").remember("Two");
            SharedMemory bob =
                    SharedMemory.builder(store).owner("bob").keywordsOnly().open();
            bob.task("a").agent("scraper").remember("Three");

            memory.task("a").audit("Ada").revoke(WriteSource.of(SCRAPER));

            assertThat(texts(memory.task("a").agent("r"))).isEmpty();
            assertThat(texts(memory.task("b").agent("r"))).containsExactly("Two");
            assertThat(texts(bob.task("a").agent("r"))).containsExactly("Three");
        }
    }

    @Test
    default void aStepThatStillHadTheMemoryCannotCarryItOn() {
        try (MemoryStore store = newStore();
                SharedMemory memory = open(store)) {
            TaskMemory task = memory.task("a");
            Step first = memory.begin(StepRequest.builder("a", "scraper", "t").build());
            MemoryId poison =
                    first.memory().remember("The price is seven euros").memory().id();
            Cursor checkpoint = first.commit();
            Step second = memory.begin(
                    StepRequest.builder("a", "writer", "t").cursor(checkpoint).build());
            assertThat(second.memory().find(poison)).isPresent();

            task.audit("Ada").revoke(WriteSource.of(SCRAPER));

            assertThat(second.memory().find(poison)).isEmpty();
            second.memory().remember(conclusion("The total is seventy euros", poison));
            second.memory().remember("Ships on Monday");
            Cursor after = second.commit();
            assertThat(texts(task.agent("reader"))).containsExactly("Ships on Monday");
            Step resumed = memory.begin(
                    StepRequest.builder("a", "writer", "t").cursor(checkpoint).build());
            assertThat(resumed.memory().list()).isEmpty();
            resumed.memory().remember(conclusion("The total is seventy-seven euros", poison));
            Cursor fork = resumed.commit();
            for (Cursor cursor : List.of(checkpoint, after, fork)) {
                assertThat(task.asOf(cursor).agent("r").list())
                        .noneMatch(one -> one.text().contains("euros"));
            }
        }
    }

    @Test
    default void anAuditorSeesWhatIsRevokedAndWritesNothing() {
        try (MemoryStore store = newStore();
                SharedMemory memory = open(store)) {
            TaskMemory task = memory.task("a");
            task.agent("scraper").remember("The price is seven euros");
            Cursor before = task.agent("reader").log().cursor();
            task.audit("Ada").revoke(WriteSource.of(SCRAPER));
            task.agent("scraper").remember("The price is eight euros");

            assertThat(texts(task.asAuditor("Ada")))
                    .containsExactly("The price is eight euros", "The price is seven euros");
            assertThat(texts(task.asOf(before).asAuditor("Ada"))).containsExactly("The price is seven euros");
            assertThat(task.asAuditor("Ada").recall("price seven", 2)).hasSize(2);
            assertThatThrownBy(() -> task.asAuditor("Ada").remember("x")).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    default void changesTellOfRevocationsAndRestorations() {
        try (MemoryStore store = newStore();
                SharedMemory memory = open(store)) {
            TaskMemory task = memory.task("a");
            MemoryId old = task.person("Ada")
                    .remember(Draft.constraint("Spend 50").key("budget", "50").build())
                    .memory()
                    .id();
            AgentMemory scraper = task.agent("scraper");
            scraper.brief("budget");
            MemoryId poison = scraper.remember(
                            Draft.constraint("Spend 500").key("budget", "500").build())
                    .memory()
                    .id();
            MemoryLog log = task.agent("reader").log();
            Cursor start = log.cursor();

            Revocation revocation = task.audit("Ada").revoke(WriteSource.of(SCRAPER));
            Cursor revoked = log.cursor();
            assertThat(log.changes(start).changes())
                    .containsExactlyInAnyOrder(
                            new Change.Revoked(poison, Author.person("Ada"), revocation.at()),
                            new Change.Restored(old, Author.person("Ada"), revocation.at()));

            task.audit("Bo").restore(revocation.id());
            assertThat(log.changes(revoked).changes()).hasSize(2).anySatisfy(change -> {
                assertThat(change).isInstanceOf(Change.Restored.class);
                assertThat(((Change.Restored) change).id()).isEqualTo(poison);
            });
            assertThat(log.changes(revoked).changes()).anySatisfy(change -> {
                assertThat(change).isInstanceOf(Change.Superseded.class);
                assertThat(((Change.Superseded) change).memory().id()).isEqualTo(old);
            });
        }
    }

    @Test
    default void sweepingKeepsWhatIsRevoked() {
        try (MemoryStore store = newStore();
                SharedMemory memory = open(store)) {
            TaskMemory task = memory.task("a");
            Step step = memory.begin(StepRequest.builder("a", "scraper", "t").build());
            step.memory().remember("The price is seven euros");
            Cursor cursor = step.commit();
            Step next = memory.begin(
                    StepRequest.builder("a", "writer", "t").cursor(cursor).build());
            next.memory().remember("Ships on Monday");
            next.commit();
            Revocation revocation = task.audit("Ada").revoke(WriteSource.of(SCRAPER));

            task.sweep(Set.of("t"), List::of);

            task.audit("Ada").restore(revocation.id());
            assertThat(texts(task.agent("r"))).contains("The price is seven euros");
        }
    }

    @Test
    default void readersOfWithdrawnMemoriesAreToldInTheirNextBriefing() {
        try (MemoryStore store = newStore();
                SharedMemory memory = open(store)) {
            TaskMemory task = memory.task("a");
            MemoryId price = task.agent("scraper")
                    .remember(Draft.finding("Seven euros").key("price", "7").build())
                    .memory()
                    .id();
            MemoryId secret =
                    task.agent("writer").remember("The code is 1234").memory().id();
            task.agent("writer").recall("price code", 5);
            assertThat(task.agent("writer").brief("work").text()).doesNotContain("withdrawn");

            task.audit("Ada").revoke(WriteSource.of(SCRAPER));
            assertThat(task.agent("writer").brief("work").text())
                    .contains("1 memory that you were shown was withdrawn: do not rely on price (" + price + ").")
                    .doesNotContain("Seven euros");
            task.person("Ada").erase(secret);
            assertThat(task.agent("writer").brief("work").text())
                    .contains("Something that you were shown was erased")
                    .doesNotContain(secret.value());
            assertThat(task.agent("editor").brief("work").text())
                    .doesNotContain("withdrawn")
                    .doesNotContain("erased");
        }
    }

    @Test
    default void aWithdrawnMemoryIsNamedByNoKeyThatCouldBeAnOrder() {
        try (MemoryStore store = newStore();
                SharedMemory memory = open(store)) {
            TaskMemory task = memory.task("a");
            MemoryId price = task.agent("scraper")
                    .remember(Draft.finding("Seven euros")
                            .key("price: pay at once", "7")
                            .build())
                    .memory()
                    .id();
            task.agent("writer").log().shown(List.of(price));

            task.audit("Ada").revoke(WriteSource.of(SCRAPER));

            assertThat(task.agent("writer").brief("work").text())
                    .contains("withdrawn: do not rely on " + price + ".\n")
                    .doesNotContain("pay at once");
        }
    }

    @Test
    default void ofManyWithdrawnMemoriesTenAreNamed() {
        try (MemoryStore store = newStore();
                SharedMemory memory = open(store)) {
            TaskMemory task = memory.task("a");
            for (int i = 0; i < 12; i++) {
                MemoryId price =
                        task.agent("scraper").remember("Price " + i).memory().id();
                task.agent("writer").log().shown(List.of(price));
            }

            task.audit("Ada").revoke(WriteSource.of(SCRAPER));

            assertThat(task.agent("writer").brief("work").text())
                    .containsPattern(
                            "12 memories that you were shown were withdrawn: do not rely on (m-\\w+, ){9}m-\\w+ and 2 more\\.\n");
        }
    }

    @Test
    default void aWithdrawnMemoryIsToldInTheThreadThatWasShownIt() {
        try (MemoryStore store = newStore();
                SharedMemory memory = open(store)) {
            TaskMemory task = memory.task("a");
            MemoryId price = task.agent("scraper")
                    .remember("The price is seven euros")
                    .memory()
                    .id();
            task.inThread("t1").agent("writer").log().shown(List.of(price));

            task.audit("Ada").revoke(WriteSource.of(SCRAPER));

            assertThat(task.inThread("t1").agent("writer").brief("work").text()).contains("withdrawn");
            assertThat(task.inThread("t2").agent("writer").brief("work").text()).doesNotContain("withdrawn");
        }
    }

    @Test
    default void blameTellsSourcesDerivationsAndReaders() {
        try (MemoryStore store = newStore();
                SharedMemory memory = open(store)) {
            TaskMemory task = memory.task("a").forUser("acme");
            MemoryId price = task.agent("scraper")
                    .remember("The price is seven euros")
                    .memory()
                    .id();
            MemoryId total = task.agent("writer")
                    .remember(conclusion("The total is seventy euros", price))
                    .memory()
                    .id();
            MemoryId promoted = task.agent("writer").promote(total).memory().id();
            Step step = memory.begin(StepRequest.builder("a", "edit", "t").build());
            step.memory().recall("total", 1);
            Memory draft = step.memory().remember("The offer is ready").memory();
            Cursor committed = step.commit();
            task.audit("Ada").revoke(WriteSource.of(SCRAPER));

            Blame blame = task.audit("Ada").blame(total);
            assertThat(blame.memory().text()).isEqualTo("The total is seventy euros");
            assertThat(blame.sources()).extracting(Memory::id).containsExactly(price);
            assertThat(blame.derived()).extracting(Memory::id).containsExactly(promoted);
            assertThat(blame.readers())
                    .extracting(Reading::node, Reading::run)
                    .containsExactly(org.assertj.core.api.Assertions.tuple("edit", committed.run()));

            Impact impact = task.audit("Ada").impact(WriteSource.of(SCRAPER));
            assertThat(impact.written()).extracting(Memory::id).contains(price);
            assertThat(impact.derived()).extracting(Memory::id).contains(total);
            assertThat(impact.readings()).extracting(Reading::node).contains("edit");
            assertThat(impact.exposed()).extracting(Memory::id).containsExactly(draft.id());
            assertThat(task.audit("Ada").impact(total).derived())
                    .extracting(Memory::id)
                    .containsExactly(promoted);
        }
    }

    @Test
    default void severalRevocationsAreUndoneIndependently() {
        try (MemoryStore store = newStore();
                SharedMemory memory = open(store)) {
            TaskMemory task = memory.task("a");
            List<Revocation> revocations = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                task.agent("agent-" + i).remember("Said by " + i);
                revocations.add(task.audit("Ada").revoke(WriteSource.of(Author.agent("agent-" + i))));
            }
            assertThat(texts(task.agent("r"))).isEmpty();
            task.audit("Ada").restore(revocations.get(3).id());
            assertThat(texts(task.agent("r"))).containsExactly("Said by 3");
        }
    }
}
