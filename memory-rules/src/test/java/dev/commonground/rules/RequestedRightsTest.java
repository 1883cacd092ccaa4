package dev.commonground.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.learning.Learning;
import dev.commonground.learning.Learning.MemoryRequest;
import dev.commonground.learning.Learning.MemoryRequest.Wish;
import dev.commonground.learning.Rules.Utterance;
import dev.commonground.memory.Author;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What persons ask of the memory about their own words. */
class RequestedRightsTest {

    @TempDir
    Path folder;

    SharedMemory memory;
    AgentMemory helper;
    AgentMemory kim;

    @BeforeEach
    void open() {
        memory =
                SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open();
        helper = memory.task("case").forUser("kim").agent("helper");
        kim = memory.task("case").person("kim");
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private static List<MemoryRequest> read(String text) {
        return new EnglishRules().requests(List.of(new Utterance(1, Author.person("kim"), text)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Please delete my phone number. | ERASE | phone number",
                "Could you remove my address from your notes? | ERASE | address",
                "Forget what I said about the budget. | FORGET | budget",
                "Please do not share my diagnosis with the parents. | KEEP_PRIVATE | diagnosis",
                "Keep this between us. | KEEP_PRIVATE | ''",
                "Forget that. | FORGET | ''",
                "Delete my account. | ERASE | ''",
            })
    void areRead(String text, Wish wish, String subject) {
        assertThat(read(text)).singleElement().satisfies(request -> {
            assertThat(request.wish()).isEqualTo(wish);
            assertThat(request.subject()).isEqualTo(subject);
            assertThat(text).contains(request.evidence());
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Please delete the old files from the build folder.",
                "Remove my name from the slide 3.",
                "She said \"delete my phone number\" to them.",
                "Do not delete my phone number.",
                "Should I delete my phone number?",
                "Don't forget the milk.",
                "We keep the door private.",
            })
    void areNotGuessed(String text) {
        assertThat(read(text)).isEmpty();
    }

    @Test
    void eraseTheOwnWordsOfThePerson() {
        kim.remember("My phone is 555-0122");
        memory.task("case").agent("planner").remember("The phone of the school is 555-0199");

        List<Learning.Item> items = helper.learn(List.of(UserMessage.from("kim", "Please delete my phone number.")))
                .items();

        assertThat(items).hasAtLeastOneElementOfType(Learning.Granted.class);
        assertThat(helper.list()).extracting(Memory::text).containsExactly("The phone of the school is 555-0199");
    }

    @Test
    void keepTheOwnWordsFromOthers() {
        kim.remember("My diagnosis is asthma");

        helper.learn(List.of(UserMessage.from("kim", "Do not share my diagnosis with the parents.")));

        assertThat(memory.task("case").person("parent").list()).isEmpty();
        assertThat(memory.task("case").agent("planner").list()).isEmpty();
        assertThat(helper.list()).hasSize(1);
        assertThat(kim.list()).hasSize(1);
    }

    @Test
    void becomeAQuestionIfTheyAreUnclear() {
        kim.remember("My diagnosis is asthma");

        helper.learn(List.of(UserMessage.from("kim", "Forget that.")));

        assertThat(helper.list()).extracting(Memory::kind).containsExactlyInAnyOrder(Kind.FINDING, Kind.QUESTION);
        assertThat(memory.task("case").person("parent").list()).hasSize(1);
    }

    @Test
    void areNotMadeByAnAgent() {
        kim.remember("My phone is 555-0122");

        helper.learn(List.of(AiMessage.from("Please delete my phone number.")));

        assertThat(kim.list()).hasSize(1);
    }
}
