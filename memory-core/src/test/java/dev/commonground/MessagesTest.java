package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.briefing.BriefingRequest;
import dev.commonground.memory.Author;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Draft;
import dev.commonground.memory.ListRequest;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Scope;
import dev.commonground.recall.RecallRequest;
import dev.langchain4j.data.message.UserMessage;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exact texts of messages: what was given, why it cannot be, how to mend it. */
class MessagesTest {

    @TempDir
    Path folder;

    SharedMemory memory;
    AgentMemory writer;

    @BeforeEach
    void open() {
        memory =
                SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open();
        writer = memory.task("order-7").agent("writer");
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private static void says(String message, ThrowingCallable call) {
        assertThatThrownBy(call).hasMessage(message);
    }

    @Test
    void ofHandlesNameTheMissingScope() {
        says(
                "writer works on no user's behalf here: name the user with task(...).forUser(...)",
                () -> writer.aboutUser());
        says(
                "Ann has no private notes here: only an agent on a task, or by itself, keeps notes",
                () -> memory.task("order-7").person("Ann").privately());
        says(
                "The past is read-only: write through a handle that was not created with asOf(...)",
                () -> memory.task("order-7")
                        .asOf(writer.log().cursor())
                        .agent("writer")
                        .remember("Ships on Monday"));
        says(
                "learn needs a chat model or rules, and there are neither: add the module memory-rules to the class path,"
                        + " pass a model to SharedMemory.builder or LearnRequest.builder, or pass rules to LearnRequest.builder",
                () -> writer.learn(List.of(UserMessage.from("Ships on Monday"))));
    }

    @Test
    void ofAClosedMemoryAreTheSameForReadsAndWrites() {
        memory.close();

        says("The memory is closed: open it again", () -> writer.list());
        says("The memory is closed: open it again", () -> writer.remember("Ships on Monday"));
    }

    @Test
    void ofTextsThatAreNotIdsOrTokensNameTheLength() {
        says(
                "The given text (length 1) is not the id of a memory: pass m- and 26 characters of a to z and 2 to 7, as outcomes and matches show it",
                () -> new MemoryId("x"));
        says(
                "The given text (length 1) is not a cursor of this version: pass the text of Cursor.toString() unchanged",
                () -> Cursor.parse("x"));
        says(
                "The given text (length 1) does not name a page: pass what next() of a page returned, or nothing for the first page",
                () -> writer.list(ListRequest.builder().after("x").build()));
        says(
                "holdBack() did not return the given text (length 1): pass its result unchanged",
                () -> memory.begin(StepRequest.builder("order-7", "plan", "thread-1")
                                .build())
                        .release("{"));
        says(
                "The first line is not {\"format\":\"common-ground-memory\",\"version\":1}, so this is not the export of a memory, or another version wrote it",
                () -> writer.log().importFrom(new StringReader("x")));
    }

    @Test
    void ofIdsNameTheirKind() {
        says(
                "The id of the task is blank, so its memories could not be found again: pass an id",
                () -> memory.task(" "));
        says(
                "The id of the person has 257 characters, but at most 256 are allowed: pass a shorter id",
                () -> Author.person("x".repeat(257)));
        says(
                "The id of the user holds a control character, which no log or screen would show: remove it",
                () -> Scope.user("a\nb"));
        says(
                "No live memory with the id m-aaaaaaaaaaaaaaaaaaaaaaaaaa is visible from here: it was never stored in these scopes, or it is superseded, forgotten or expired. recall(...) returns live ids; history(...) shows what happened to older ones.",
                () -> writer.forget(new MemoryId("m-" + "a".repeat(26))));
    }

    @Test
    void ofHalfACharacterSayWhereToCut() {
        String advice =
                " has half a character, a single surrogate, which cannot be stored: cut texts between characters, not within one";
        says("The text of a memory" + advice, () -> writer.remember("Ships \ud83d on Monday"));
        says(
                "The key of a memory" + advice,
                () -> Draft.finding("Ships").key("a\ude00", "b").build());
        says(
                "The value of a memory" + advice,
                () -> Draft.finding("Ships").key("a", "\ud83d").build());
        says(
                "The evidence of a memory" + advice,
                () -> Draft.finding("Ships").evidence("\ud83d ships").build());
        says(
                "The metadata entry note of a memory" + advice,
                () -> Draft.finding("Ships").metadata("note", "\ud83d").build());
        assertThat(writer.remember("Ships \ud83d\ude00 on Monday").memory().text())
                .isEqualTo("Ships \ud83d\ude00 on Monday");
    }

    @Test
    void ofDraftsNameTheLimit() {
        says(
                "trust is 2.0, but must be between 0 and 1",
                () -> Draft.finding("Ships on Monday").trust(2).build());
        says(
                "The text of a memory is blank, so there is nothing to remember: pass some words",
                () -> Draft.finding(" ").build());
        says(
                "The metadata entry rate is NaN, which cannot be compared: leave it out",
                () -> Metadata.NONE.with("rate", Double.NaN));
        Memory keyed = writer.remember(Draft.constraint("Ships on Monday")
                        .key("ships", "monday")
                        .build())
                .memory();
        says(
                "Memory %s is about the key ships, whose value would not change: pass a Draft with the new value"
                        .formatted(keyed.id()),
                () -> writer.revise(keyed.id(), "Ships on Tuesday"));
    }

    @Test
    void ofRequestsNameTheNearestGoodValue() {
        says(
                "budget is 0, but a briefing has at least 1 token: pass the number of tokens that your model can spare",
                () -> BriefingRequest.builder().budget(0).build());
        says(
                "limit is 0, but a page holds 1 to 1,000 memories: ask for more pages",
                () -> ListRequest.builder().limit(0).build());
        says(
                "limit is 0, but a recall returns at least 1 match",
                () -> RecallRequest.builder("ship").limit(0).build());
        writer.require("Ships on Monday");
        says(
                "The binding memories need 49 tokens, which exceeds the budget of 10: raise the budget, or supersede or forget what no longer binds (binding memories: 1)",
                () -> writer.brief(BriefingRequest.builder().budget(10).build()));
    }
}
