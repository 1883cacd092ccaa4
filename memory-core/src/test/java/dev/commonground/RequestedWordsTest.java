package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.learning.LearnRequest;
import dev.commonground.learning.Learning.Extracted;
import dev.commonground.learning.Learning.MemoryRequest;
import dev.commonground.learning.Learning.MemoryRequest.Wish;
import dev.commonground.learning.Rules;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.Change;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Origin;
import dev.langchain4j.data.message.UserMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the words of a person who asks in a conversation to erase, to forget or to hide them. */
class RequestedWordsTest {

    private static final String PHONE = "The phone is 555-0122";
    private static final Author KIM = Author.person("kim");
    private static final Author PLANNER = Author.agent("planner");
    private static final Author ZOE = Author.person("zoe");

    @TempDir
    Path folder;

    final TickingClock clock = new TickingClock();
    SharedMemory memory;
    AgentMemory helper;
    AgentMemory kim;
    AgentMemory planner;

    @BeforeEach
    void open() {
        memory = SharedMemory.builder(folder.resolve("memory.db"))
                .keywordsOnly()
                .clock(clock)
                .open();
        TaskMemory task = memory.task("case").forUser("kim");
        helper = task.agent("helper");
        kim = task.person("kim");
        planner = task.agent("planner");
    }

    @AfterEach
    void close() {
        memory.close();
    }

    /** Kim asks for something that is about the phone. */
    private void ask(Wish wish) {
        helper.learn(LearnRequest.builder(List.of(UserMessage.from("kim", "This is about my phone")))
                .rules(new Rules() {
                    @Override
                    public List<Extracted> extract(List<Utterance> conversation) {
                        return List.of();
                    }

                    @Override
                    public List<MemoryRequest> requests(List<Utterance> conversation) {
                        return List.of(new MemoryRequest(wish, 1, "about my phone", "phone"));
                    }
                })
                .build());
    }

    private List<Change> changesSince(Cursor moment) {
        return kim.log().changes(moment).changes();
    }

    @Test
    void areErasedIfNobodyElseSaidThem() {
        Memory phone = kim.remember(PHONE).memory();
        kim.remember("The school is closed");

        ask(Wish.ERASE);

        assertThat(changesSince(Cursor.EMPTY)).anyMatch(Change.Erased.class::isInstance);
        assertThat(kim.find(phone.id())).isEmpty();
        assertThat(kim.list()).extracting(Memory::text).containsExactly("The school is closed");
    }

    @Test
    void areTakenFromAMemoryThatOthersAssertToo() {
        Memory phone = kim.remember(PHONE).memory();
        planner.remember(PHONE);

        ask(Wish.ERASE);

        assertThat(kim.find(phone.id()).orElseThrow().authors()).containsExactly(PLANNER);
        assertThat(planner.list()).hasSize(1);
    }

    @Test
    void areErasedAlsoWhenTheyHaveEnded() {
        Memory phone = kim.remember(PHONE).memory();
        kim.forget(phone.id());

        ask(Wish.ERASE);

        assertThat(changesSince(Cursor.EMPTY)).anyMatch(Change.Erased.class::isInstance);
        assertThat(kim.find(phone.id())).isEmpty();
    }

    @Test
    void areNotThoseOfOthers() {
        planner.remember(PHONE);

        ask(Wish.ERASE);
        ask(Wish.FORGET);
        ask(Wish.KEEP_PRIVATE);

        assertThat(planner.list()).extracting(Memory::text).contains(PHONE);
        assertThat(memory.task("case").person("parent").list())
                .extracting(Memory::text)
                .containsExactly(PHONE);
    }

    @Test
    void areNotThoseAboutTheUser() {
        kim.aboutUser().remember(PHONE);
        kim.remember(PHONE + " or 555-0199");

        ask(Wish.ERASE);

        assertThat(kim.list()).extracting(Memory::text).containsExactly(PHONE);
    }

    @Test
    void areForgottenWithTheReasonThatThePersonGave() {
        Memory phone = kim.remember(PHONE).memory();

        ask(Wish.FORGET);

        assertThat(kim.list()).isEmpty();
        assertThat(kim.history(phone.id())).last().isInstanceOfSatisfying(Change.Forgotten.class, end -> {
            assertThat(end.author()).isEqualTo(KIM);
            assertThat(end.reason()).isEqualTo("about my phone");
        });
    }

    @Test
    void areForgottenOnce() {
        kim.forget(kim.remember(PHONE).memory().id());
        Cursor then = kim.log().cursor();

        ask(Wish.FORGET);
        ask(Wish.KEEP_PRIVATE);

        assertThat(changesSince(then)).isEmpty();
    }

    @Test
    void areSaidAgainForThePersonAndTheHelperAlone() {
        kim.remember(
                Draft.finding(PHONE).origin(Origin.DOCUMENT).evidence("555").build());
        kim.remember(Draft.finding(PHONE).evidence("0122").build());
        clock.advance(Duration.ofMinutes(1));
        planner.remember(PHONE);
        memory.task("case").person("zoe").remember(PHONE);

        ask(Wish.KEEP_PRIVATE);

        assertThat(planner.list())
                .singleElement()
                .satisfies(memory -> assertThat(memory.authors()).containsExactly(PLANNER, ZOE));
        assertThat(kim.list().get(0).assertions())
                .filteredOn(one -> one.author().equals(KIM))
                .extracting(Assertion::evidence)
                .containsExactly("0122");
        assertThat(helper.list().get(0).authors()).containsExactlyInAnyOrder(KIM, PLANNER, ZOE);
    }
}
