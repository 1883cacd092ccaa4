package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.commonground.memory.Draft;
import dev.commonground.memory.Filter;
import dev.commonground.memory.Kind;
import dev.commonground.memory.ListRequest;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Page;
import dev.commonground.recall.Match;
import dev.commonground.recall.RecallRequest;
import dev.commonground.store.JsonMappers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListTest {

    @TempDir
    Path folder;

    final TickingClock clock = new TickingClock();
    SharedMemory memory;
    AgentMemory writer;

    @BeforeEach
    void open() {
        memory = SharedMemory.builder(folder.resolve("memory.db"))
                .keywordsOnly()
                .clock(clock)
                .open();
        writer = memory.task("order-7").agent("writer");
    }

    @AfterEach
    void close() {
        memory.close();
    }

    static Draft numbered(int n) {
        return Draft.finding("Finding number %02d".formatted(n))
                .metadata("number", n)
                .build();
    }

    void rememberNumbers(int count) {
        writer.rememberAll(
                IntStream.range(0, count).mapToObj(ListTest::numbered).toList());
    }

    List<String> texts(List<Memory> memories) {
        return memories.stream().map(Memory::text).toList();
    }

    List<Page> pages(Filter filter, int limit, Runnable between) {
        List<Page> pages = new ArrayList<>();
        @Nullable String next = null;
        do {
            Page page = writer.list(ListRequest.builder()
                    .filter(filter)
                    .limit(limit)
                    .after(next)
                    .build());
            pages.add(page);
            next = page.next();
            between.run();
        } while (next != null);
        return pages;
    }

    @Test
    void showsEachMemoryOnceDespiteWritesBetweenPages() {
        rememberNumbers(10);
        List<Memory> before = writer.list();
        List<Memory> left = new ArrayList<>(before);

        List<Page> pages = pages(Filter.ALL, 3, () -> {
            writer.remember("A finding that comes meanwhile " + left.size());
            writer.forget(left.remove(left.size() - 1).id());
        });

        assertThat(pages.stream().flatMap(page -> page.memories().stream())).containsExactlyElementsOf(before);
        assertThat(pages).extracting(Page::total).containsOnly(10L);
        assertThat(pages).hasSize(4);
    }

    @Test
    void goesOnAfterAPageThatWasErased() {
        rememberNumbers(12);
        List<Memory> before = writer.list();
        List<Memory> erased = new ArrayList<>();

        List<Page> pages = pages(Filter.ALL, 3, () -> {
            List<Memory> shownAndNext = before.subList(erased.size() / 4 * 3, erased.size() / 4 * 3 + 4).stream()
                    .filter(known -> !erased.contains(known))
                    .toList();
            shownAndNext.forEach(known -> writer.erase(known.id()));
            erased.addAll(shownAndNext);
        });

        assertThat(pages.stream().flatMap(page -> page.memories().stream())).doesNotHaveDuplicates();
        assertThat(pages.get(0).memories()).isEqualTo(before.subList(0, 3));
        assertThat(pages.get(1).memories()).isEqualTo(before.subList(4, 7));
        assertThat(pages.get(1).total()).isEqualTo(8);
    }

    @Tag("repeated")
    @Test
    void goesOnWhateverOthersChangeBetweenPages() {
        Random random = new Random(7);
        for (int round = 0; round < Proofs.times(20, 250); round++) {
            AgentMemory reader = memory.task("round-" + round).agent("reader");
            AgentMemory other = memory.task("round-" + round).person("other");
            reader.rememberAll(
                    IntStream.range(0, 20).mapToObj(ListTest::numbered).toList());
            other.remember(Draft.finding("Finding number 07b")
                    .expires(clock.instant().plusSeconds(10))
                    .build());
            List<Memory> left = new ArrayList<>(reader.list());
            List<Memory> shown = new ArrayList<>();
            @Nullable String next = null;
            do {
                Page page = reader.list(ListRequest.builder()
                        .limit(1 + random.nextInt(4))
                        .after(next)
                        .build());
                shown.addAll(page.memories());
                next = page.next();
                change(other, left, random);
            } while (next != null);

            assertThat(shown)
                    .isSortedAccordingTo(Memory.BY_KIND)
                    .doesNotHaveDuplicates()
                    .containsAll(left);
        }
    }

    /** Changes the memory as others do; removes from {@code left} what was erased. */
    private void change(AgentMemory other, List<Memory> left, Random random) {
        List<Memory> live = other.list();
        if (live.isEmpty()) {
            return;
        }
        Memory any = live.get(random.nextInt(live.size()));
        switch (random.nextInt(5)) {
            case 0 -> other.log().forget(any.id(), "it is out of date");
            case 1 -> other.revise(any.id(), "Finding number " + random.nextInt(20) + "r");
            case 2 -> clock.advance(Duration.ofSeconds(11));
            case 3 -> other.remember("Finding number " + random.nextInt(20) + "n");
            default -> {
                other.erase(any.id());
                left.removeIf(known -> known.id().equals(any.id()));
            }
        }
    }

    @Test
    void fillsPagesWithMemoriesThatPassTheFilter() {
        rememberNumbers(20);

        List<Page> pages = pages(Filter.metadata("number").between(5, 11), 4, () -> {});

        assertThat(pages).extracting(page -> page.memories().size()).containsExactly(4, 3);
        assertThat(pages).extracting(Page::total).containsOnly(7L);
    }

    @Test
    void omitsExpiredMemoriesAndFillsThePage() {
        rememberNumbers(4);
        writer.remember(Draft.finding("Finding number 00b")
                .expires(clock.instant().plusSeconds(60))
                .build());
        clock.advance(Duration.ofMinutes(1));

        Page page = writer.list(ListRequest.builder().limit(4).build());

        assertThat(texts(page.memories()))
                .containsExactly("Finding number 00", "Finding number 01", "Finding number 02", "Finding number 03");
        assertThat(page.total()).isEqualTo(4);
        assertThat(page.next()).isNull();
    }

    @Test
    void revealsNothingToAnotherReaderThroughAPageToken() {
        writer.privately().remember("My own doubts");
        rememberNumbers(3);
        Page first = writer.list(ListRequest.builder().limit(1).build());

        Page others = memory.task("order-8")
                .agent("writer")
                .list(ListRequest.builder().build());

        assertThat(others.total()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> memory.task("order-8")
                        .agent("writer")
                        .list(ListRequest.builder().after(first.next()).build()))
                .withMessageContaining("begin with the first page");
    }

    @Test
    void rejectsATextThatDoesNotNameAPage() {
        for (String wrong : List.of("", "x", "m-" + "a".repeat(26) + "nonsense", "bnVsbA")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> writer.list(ListRequest.builder().after(wrong).build()))
                    .withMessageContaining("does not name a page");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListRequest.builder().limit(0).build())
                .withMessageContaining("1 to 1,000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListRequest.builder().limit(1_001).build());
    }

    @Test
    void rejectsATokenWithoutTheFieldsOfAPlace() throws IOException {
        rememberNumbers(2);
        Page first = writer.list(ListRequest.builder().limit(1).build());
        @Nullable
        String[] fields = JsonMappers.STRICT.readValue(Base64.getUrlDecoder().decode(first.next()), String[].class);

        assertThat(after(fields).memories()).extracting(Memory::text).containsExactly("Finding number 01");
        assertThatIllegalArgumentException().isThrownBy(() -> after(Arrays.copyOf(fields, 5)));
        assertThatIllegalArgumentException().isThrownBy(() -> after(Arrays.copyOf(fields, 7)));
        for (int i : new int[] {0, 1, 2, 5}) {
            @Nullable String[] without = fields.clone();
            without[i] = null;
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> after(without))
                    .withMessageContaining("does not name a page");
        }
    }

    private Page after(@Nullable String[] fields) throws IOException {
        return writer.list(ListRequest.builder()
                .after(Base64.getUrlEncoder().encodeToString(JsonMappers.STRICT.writeValueAsBytes(fields)))
                .build());
    }

    /** The same statement has an id of its own in each scope. */
    @Test
    void showsTheSameStatementOfTwoScopesOnTwoPages() {
        writer = memory.task("order-7").forUser("acme").agent("writer");
        writer.remember(numbered(1));
        writer.aboutUser().remember(numbered(1));
        writer.privately().remember(numbered(1));

        List<Page> pages = pages(Filter.ALL, 1, () -> {});

        assertThat(pages.stream().flatMap(page -> page.memories().stream()))
                .hasSize(3)
                .doesNotHaveDuplicates();
    }

    @Test
    void includesUncommittedWritesOfAStep() {
        rememberNumbers(2);
        Step step =
                memory.begin(StepRequest.builder("order-7", "write", "thread-1").build());
        step.memory().remember("Finding number 99");

        Page page = step.memory().list(ListRequest.builder().build());

        assertThat(texts(page.memories()))
                .containsExactly("Finding number 00", "Finding number 01", "Finding number 99");
    }

    @Test
    void recallAppliesTheFilterBeforeTheLimit() {
        rememberNumbers(30);
        RecallRequest request = RecallRequest.builder("finding number")
                .filter(Filter.and(
                        Filter.kind(Kind.FINDING), Filter.metadata("number").atLeast(28)))
                .limit(5)
                .build();

        assertThat(writer.recall(request))
                .extracting(Match::memory)
                .extracting(Memory::text)
                .containsExactly("Finding number 28", "Finding number 29");
    }

    @Test
    void recordsTheThreadOfAWrite() {
        memory.task("order-7").inThread(" monday ").person("ada").remember("Ada is back on Tuesday");
        memory.task("order-7").inThread("tuesday").person("ada").remember("Ada is back");

        Page page = writer.list(
                ListRequest.builder().filter(Filter.thread().eq("monday")).build());

        assertThat(texts(page.memories())).containsExactly("Ada is back on Tuesday");
    }
}
