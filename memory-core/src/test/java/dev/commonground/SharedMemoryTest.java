package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.commonground.event.MemoryEvent;
import dev.commonground.memory.Author;
import dev.commonground.memory.Change;
import dev.commonground.memory.Conflict;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.recall.EmbeddingModelProvider;
import dev.commonground.recall.Match;
import dev.commonground.recall.RecallRequest;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedMemoryTest {

    static final Author RESEARCHER = Author.agent("researcher");
    static final Author WRITER = Author.agent("writer");

    @TempDir
    Path folder;

    final List<MemoryEvent> events = new ArrayList<>();
    final TickingClock clock = new TickingClock();
    SharedMemory memory;
    TaskMemory task;
    AgentMemory researcher;
    AgentMemory writer;

    @BeforeEach
    void open() {
        memory = open("local");
        task = memory.task("order-7");
        researcher = task.agent("researcher");
        writer = task.agent("writer");
    }

    SharedMemory open(String owner) {
        return SharedMemory.builder(folder.resolve("memory.db"))
                .owner(owner)
                .clock(clock)
                .keywordsOnly()
                .listener(events::add)
                .open();
    }

    @AfterEach
    void close() {
        memory.close();
    }

    static Draft tone(String value) {
        return Draft.constraint("The tone is " + value).key("tone", value).build();
    }

    @Nested
    class Remember {

        @Test
        void isSeenByTheNextAgentOnTheTask() {
            WriteOutcome added = researcher.remember("The deadline is Friday");

            assertThat(added).isEqualTo(new WriteOutcome.Added(added.memory()));
            assertThat(writer.recall("deadline", 5)).extracting(Match::memory).containsExactly(added.memory());
            assertThat(added.memory().authors()).containsExactly(RESEARCHER);
            assertThat(added.memory().kind()).isEqualTo(Kind.FINDING);
        }

        @Test
        void mergesTheSameStatementOfTwoAgentsIntoOneMemoryWithTwoAuthors() {
            researcher.remember("The deadline is Friday");

            WriteOutcome known = writer.remember("  The deadline \n is Friday ");

            assertThat(known).isEqualTo(new WriteOutcome.AlreadyKnown(known.memory(), List.of(RESEARCHER)));
            assertThat(task.agent("editor").list())
                    .singleElement()
                    .satisfies(only -> assertThat(only.authors()).containsExactly(RESEARCHER, WRITER));
        }

        @Test
        void storesNothingWhenTheSameAuthorRepeatsAStatement() {
            researcher.remember("The deadline is Friday");
            clock.advance(Duration.ofHours(1));

            WriteOutcome again = task.agent("researcher").remember("The deadline is Friday");

            assertThat(again).isEqualTo(new WriteOutcome.AlreadyKnown(again.memory(), List.of(RESEARCHER)));
            assertThat(again.memory().assertions()).hasSize(1);
            assertThat(researcher.history(again.memory().id())).hasSize(1);
        }

        @Test
        void replacesTheAuthorsEvidenceWhenItChanges() {
            researcher.remember("The deadline is Friday");

            WriteOutcome better = researcher.remember(Draft.finding("The deadline is Friday")
                    .evidence("Ann: it has to be done by Friday")
                    .build());

            assertThat(better.memory().assertions())
                    .singleElement()
                    .satisfies(only -> assertThat(only.evidence()).isEqualTo("Ann: it has to be done by Friday"));
        }

        @Test
        void distinguishesRequirementsPreferencesAndDecisions() {
            researcher.require("Keep it to 500 words");
            researcher.prefer("Short sentences");
            researcher.decide("We quote in euros");

            assertThat(writer.list())
                    .extracting(Memory::kind)
                    .containsExactly(Kind.CONSTRAINT, Kind.PREFERENCE, Kind.DECISION);
        }

        @Test
        void storesAllFieldsOfTheDraft() {
            MemoryId source = researcher.remember("Ann called").memory().id();

            Memory stored = researcher
                    .remember(Draft.finding("Payback within 9 months")
                            .evidence("nine months, she said")
                            .trust(0.9)
                            .origin(dev.commonground.memory.Origin.DOCUMENT)
                            .metadata("page", 3)
                            .metadata("checked", true)
                            .metadata("share", 0.5)
                            .derivedFrom(source)
                            .build())
                    .memory();

            try (SharedMemory reopened = open("local")) {
                assertThat(reopened.task("order-7").agent("researcher").find(stored.id()))
                        .contains(stored);
            }
        }

        @Test
        void notifiesListenersAfterTheCommit() {
            WriteOutcome outcome = researcher.remember("The deadline is Friday");

            assertThat(events)
                    .containsExactly(new MemoryEvent.Written(
                            new MemoryEvent.Actor(RESEARCHER, "order-7", null, null), List.of(outcome)));
        }

        @Test
        void storesNothingOfABatchWhenTheEmbeddingModelFails() {
            EmbeddingModel failing = new EmbeddingModel() {
                @Override
                public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
                    throw new IllegalStateException("model file is gone");
                }
            };
            try (SharedMemory broken = SharedMemory.builder(folder.resolve("memory.db"))
                    .embeddings(EmbeddingModelProvider.of("failing", failing))
                    .open()) {
                AgentMemory agent = broken.task("order-7").agent("researcher");

                assertThatExceptionOfType(MemoryException.EmbeddingFailed.class)
                        .isThrownBy(() -> agent.rememberAll(List.of(
                                Draft.finding("secret plan").build(),
                                Draft.finding("other plan").build())))
                        .withMessageContaining("failing")
                        .withMessageContaining("try the same call again")
                        .withMessageNotContaining("secret");
            }
            assertThat(writer.list()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "   ", "\n\t", "\u00a0", "\u200b\u200b"})
        void rejectsABlankText(String blank) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> researcher.remember(blank))
                    .withMessageContaining("is blank")
                    .withMessageContaining("pass some words");
        }

        @Test
        void rejectsATextThatIsTooLongWithoutRepeatingIt() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> researcher.remember("secret ".repeat(2_000)))
                    .withMessageContaining("at most 8,000")
                    .withMessageNotContaining("secret");
            assertThat(researcher.list()).isEmpty();
        }

        @Test
        void rejectsAKeyWithoutAValue() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new dev.commonground.memory.Statement(Kind.FINDING, "tone", null, "formal"))
                    .withMessageContaining("only the key was given");
        }
    }

    @Nested
    class Keys {

        @Test
        void supersedeTheAuthorsOwnValue() {
            Memory formal = researcher.remember(tone("formal")).memory();

            WriteOutcome casual = task.agent("researcher").remember(tone("casual"));

            assertThat(casual).isEqualTo(new WriteOutcome.Superseded(casual.memory(), List.of(formal)));
            assertThat(writer.list()).containsExactly(casual.memory());
        }

        @Test
        void supersedeAnotherAuthorsValueThatTheAgentWasShown() {
            Memory formal = researcher.remember(tone("formal")).memory();
            writer.brief("write the proposal");

            WriteOutcome casual = writer.remember(tone("casual"));

            assertThat(casual).isEqualTo(new WriteOutcome.Superseded(casual.memory(), List.of(formal)));
            assertThat(researcher.conflicts()).isEmpty();
        }

        @Test
        void conflictWithAnotherAuthorsValueThatTheAgentWasNotShown() {
            Memory formal = researcher.remember(tone("formal")).memory();

            WriteOutcome casual = writer.remember(tone("casual"));

            assertThat(casual).isEqualTo(new WriteOutcome.InConflict(casual.memory(), List.of(formal), List.of()));
            assertThat(task.agent("editor").conflicts())
                    .containsExactly(new Conflict("tone", List.of(casual.memory(), formal)));
        }

        @Test
        void conflictInTheOrderOfTheirValues() {
            List<String> tones = List.of("witty", "dry", "formal", "casual", "neutral", "warm");
            tones.forEach(tone -> task.agent("fan of " + tone).remember(tone(tone)));

            assertThat(writer.conflicts())
                    .flatExtracting(Conflict::memories)
                    .extracting(Memory::value)
                    .containsExactlyElementsOf(tones.stream().sorted().toList());
        }

        @Test
        void conflictUntilAnAgentThatWasShownBothDecides() {
            researcher.remember(tone("formal"));
            writer.remember(tone("casual"));
            AgentMemory editor = task.agent("editor");
            editor.brief("settle what is open");

            WriteOutcome neutral = editor.remember(tone("neutral"));

            assertThat(neutral).isInstanceOf(WriteOutcome.Superseded.class);
            assertThat(editor.list()).containsExactly(neutral.memory());
        }

        @Test
        void neverConflictOverEqualValues() {
            researcher.remember(tone("formal"));

            WriteOutcome same = writer.remember(
                    Draft.constraint("Stay formal").key("tone", "Formal").build());

            assertThat(same).isInstanceOf(WriteOutcome.Added.class);
            assertThat(writer.conflicts()).isEmpty();
        }

        @Test
        void canReturnToAnEarlierValue() {
            researcher.remember(tone("formal"));
            researcher.remember(tone("casual"));

            WriteOutcome formal = researcher.remember(tone("formal"));

            assertThat(writer.list()).containsExactly(formal.memory());
        }

        @Test
        void supersedeAValueShownInAnEarlierStep() {
            Memory formal = researcher.remember(tone("formal")).memory();
            writer.log().shown(List.of(formal.id()));

            assertThat(writer.remember(tone("casual"))).isInstanceOf(WriteOutcome.Superseded.class);
        }
    }

    @Nested
    class Revise {

        @Test
        void supersedesTheOldTextAndKeepsTheHistory() {
            Memory friday = researcher.remember("The deadline is Friday").memory();
            clock.advance(Duration.ofMinutes(1));

            WriteOutcome monday = writer.revise(friday.id(), "The deadline is Monday");

            assertThat(monday).isEqualTo(new WriteOutcome.Superseded(monday.memory(), List.of(friday)));
            assertThat(researcher.list()).containsExactly(monday.memory());
            assertThat(researcher.find(friday.id()))
                    .get()
                    .extracting(Memory::status)
                    .isEqualTo(Memory.Status.SUPERSEDED);
            assertThat(researcher.history(friday.id()))
                    .hasSize(2)
                    .last()
                    .isInstanceOfSatisfying(Change.Superseded.class, end -> {
                        assertThat(end.by()).isEqualTo(monday.memory());
                        assertThat(end.author()).isEqualTo(WRITER);
                    });
        }

        @Test
        void keepsTheKindAndRequiresAValueForAKey() {
            Memory keyed = researcher.remember(tone("formal")).memory();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.revise(keyed.id(), "The tone is casual"))
                    .withMessageContaining(keyed.id().value())
                    .withMessageContaining("pass a Draft");
            assertThat(writer.revise(keyed.id(), tone("casual"))).isInstanceOf(WriteOutcome.Superseded.class);
        }

        @Test
        void rejectsAMemoryThatIsNoLongerLive() {
            Memory friday = researcher.remember("The deadline is Friday").memory();
            researcher.revise(friday.id(), "The deadline is Monday");

            assertThatExceptionOfType(MemoryException.NotFound.class)
                    .isThrownBy(() -> writer.revise(friday.id(), "The deadline is Sunday"))
                    .withMessageContaining(friday.id().value())
                    .withMessageNotContaining("Friday")
                    .satisfies(e -> assertThat(e.id()).isEqualTo(friday.id()));
        }
    }

    @Nested
    class Forget {

        @Test
        void removesAMemoryWithAllItsAuthors() {
            Memory friday = researcher.remember("The deadline is Friday").memory();
            writer.remember("The deadline is Friday");

            WriteOutcome forgotten = task.agent("editor").log().forget(friday.id(), "it is out of date");

            assertThat(forgotten.memory().status()).isEqualTo(Memory.Status.FORGOTTEN);
            assertThat(researcher.list()).isEmpty();
            assertThat(researcher.recall("deadline Friday", 5)).isEmpty();
            assertThat(researcher.history(friday.id()))
                    .last()
                    .isInstanceOfSatisfying(
                            Change.Forgotten.class,
                            end -> assertThat(end.author()).isEqualTo(Author.agent("editor")));
        }

        @Test
        void allowsTheSameStatementAgain() {
            Memory friday = researcher.remember("The deadline is Friday").memory();
            researcher.log().forget(friday.id(), "it is out of date");

            WriteOutcome again = writer.remember("The deadline is Friday");

            assertThat(again).isEqualTo(new WriteOutcome.Added(again.memory()));
            assertThat(again.memory().id()).isEqualTo(friday.id());
            assertThat(researcher.list()).containsExactly(again.memory());
        }

        @Test
        void rejectsAnUnknownId() {
            MemoryId foreign = memory.task("order-8")
                    .agent("researcher")
                    .remember("The deadline is Friday")
                    .memory()
                    .id();

            assertThatExceptionOfType(MemoryException.NotFound.class).isThrownBy(() -> researcher.forget(foreign));
        }
    }

    @Nested
    class Scopes {

        @Test
        void isolateTasksWithACommonPrefix() {
            researcher.remember("The deadline is Friday");

            assertThat(memory.task("order").agent("writer").list()).isEmpty();
            assertThat(memory.task("order-7-b").agent("writer").recall("deadline", 5))
                    .isEmpty();
        }

        @Test
        void isolateOwners() {
            researcher.remember("The deadline is Friday");

            try (SharedMemory other = open("acme")) {
                assertThat(other.task("order-7").agent("writer").list()).isEmpty();
            }
        }

        @Test
        void isolateTheBlobsOfOwners() {
            memory.blobs().put("checkpoints", "a", new byte[] {1});

            try (SharedMemory other = open("local/checkpoints")) {
                assertThat(other.blobs().list("checkpoints")).isEmpty();
                other.blobs().put("checkpoints", "a", new byte[] {2});
                other.blobs().remove("checkpoints");
            }
            assertThat(memory.blobs().get("checkpoints", "a"))
                    .hasValueSatisfying(data -> assertThat(data).containsExactly(1));
            assertThat(memory.blobs().list("checkpoints")).hasSize(1);
        }

        @Test
        void hideAnAgentsPrivateNotesFromOtherAgents() {
            Memory doubt =
                    researcher.privately().remember("I doubt the figures").memory();

            assertThat(researcher.recall("figures", 5))
                    .extracting(Match::memory)
                    .containsExactly(doubt);
            assertThat(task.agent("researcher").list()).containsExactly(doubt);
            assertThat(writer.list()).isEmpty();
            assertThat(writer.recall("figures", 5)).isEmpty();
            assertThat(writer.find(doubt.id())).isEmpty();
            assertThat(writer.history(doubt.id())).isEmpty();
            assertThat(writer.brief("figures").isEmpty()).isTrue();
        }

        @Test
        void showTheUsersMemoriesInEveryTask() {
            Memory formal = memory.user("ann").prefer("Formal tone").memory();

            assertThat(task.forUser("ann").agent("writer").list()).containsExactly(formal);
            assertThat(task.forUser("bob").agent("writer").list()).isEmpty();
            assertThat(writer.list()).isEmpty();
        }

        @Test
        void allowAnAgentToWriteAboutItsUser() {
            Memory formal = task.forUser("ann")
                    .agent("writer")
                    .aboutUser()
                    .prefer("Formal tone")
                    .memory();

            assertThat(memory.user("ann").list()).containsExactly(formal);
        }

        @Test
        void showAnAgentsOwnMemoriesInEveryTask() {
            Memory lesson = memory.agent("writer")
                    .remember("Tables read better than prose")
                    .memory();

            assertThat(memory.task("order-8").agent("writer").list()).containsExactly(lesson);
            assertThat(memory.task("order-8").agent("editor").list()).isEmpty();
        }

        @Test
        void thatAreMissingCauseAnErrorWithARemedy() {
            assertThatIllegalStateException().isThrownBy(writer::aboutUser).withMessageContaining("forUser");
            assertThatIllegalStateException()
                    .isThrownBy(() -> task.person("ann").privately());
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "  ", "a\u0000b", "a\nb", "a\u2028b"})
        void rejectInvalidIds(String id) {
            assertThatIllegalArgumentException().isThrownBy(() -> memory.task(id));
            assertThatIllegalArgumentException().isThrownBy(() -> memory.user(id));
            assertThatIllegalArgumentException().isThrownBy(() -> task.agent(id));
            assertThatIllegalArgumentException().isThrownBy(() -> open(id));
        }

        @Test
        void rejectIdsOverTheLimitAndAcceptAllOthers() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> memory.task("x".repeat(257)))
                    .withMessageContaining("at most 256");
            AgentMemory odd = memory.task("%_/..* \u00e9\ud83d\ude00").agent("x".repeat(256));
            odd.remember("found");
            assertThat(odd.list()).hasSize(1);
        }
    }

    @Nested
    class Recall {

        @Test
        void findsMemoriesThatMatchAnyFormOfAWord() {
            Memory slides =
                    researcher.remember("The client reviews slide decks").memory();
            researcher.remember("Lunch is at noon");

            assertThat(writer.recall("reviewing slides", 1))
                    .extracting(Match::memory)
                    .containsExactly(slides);
        }

        @Test
        void ranksAllScopesLikeASingleOne() {
            AgentMemory agent = task.forUser("ann").agent("writer");
            Memory shared = agent.remember("The invoice goes to Turin").memory();
            Memory own =
                    agent.privately().remember("Invoice numbers start at 100").memory();
            Memory user = agent.aboutUser()
                    .remember("Ann pays every invoice in euros")
                    .memory();

            assertThat(agent.recall("invoice", 5))
                    .extracting(Match::memory)
                    .containsExactlyInAnyOrder(shared, own, user);
        }

        @Test
        void returnsMemoriesOfTheNamedKindWithoutACommonWord() {
            researcher.remember("The output of the printer is grey");
            Memory requirement = researcher.require("Executive summary first").memory();

            assertThat(writer.recall("output format constraints", 2))
                    .extracting(Match::memory)
                    .contains(requirement);
        }

        @Test
        void omitsIrrelevantMemoriesOnlyOnRequest() {
            researcher.remember("Lunch is at noon");

            assertThat(writer.recall("delivery date", 5)).hasSize(1);
            assertThat(writer.recall(RecallRequest.builder("delivery date")
                            .relevantOnly()
                            .build()))
                    .isEmpty();
        }

        @Test
        void ignoresUnknownWordsOfTheQuestion() {
            Memory deadline = researcher.remember("The deadline is Friday").memory();
            researcher.remember("Lunch is at noon");

            assertThat(writer.recall(RecallRequest.builder("When is the deadline?")
                            .relevantOnly()
                            .build()))
                    .extracting(Match::memory)
                    .containsExactly(deadline);
        }

        @Test
        void searchesOnlyTheRequestedKinds() {
            researcher.remember("The tone of the call was friendly");
            Memory formal = researcher.remember(tone("formal")).memory();

            assertThat(writer.recall(RecallRequest.builder("tone")
                            .kinds(Set.of(Kind.CONSTRAINT))
                            .build()))
                    .extracting(Match::memory)
                    .containsExactly(formal);
        }

        @Test
        void returnsAtMostTheLimit() {
            for (int i = 0; i < 10; i++) {
                researcher.remember("Invoice number " + i);
            }

            assertThat(writer.recall("invoice", 3)).hasSize(3);
        }

        @Test
        void rejectsInvalidRequests() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.recall("invoice", 0))
                    .withMessage("limit is 0, but a recall returns at least 1 match");
            assertThatIllegalArgumentException().isThrownBy(() -> writer.recall(" ", 5));
            assertThatIllegalArgumentException().isThrownBy(() -> writer.recall("?!", 5));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.recall("word ".repeat(2_000), 5))
                    .withMessageContaining("not the whole text");
        }

        @Test
        void notifiesListenersOfTheMatches() {
            researcher.remember("The deadline is Friday");
            events.clear();

            List<Match> matches = writer.recall("deadline", 5);

            assertThat(events)
                    .containsExactly(new MemoryEvent.Recalled(
                            new MemoryEvent.Actor(WRITER, "order-7", null, null), "deadline", matches));
        }
    }

    @Nested
    class Expiry {

        @Test
        void refusesWhatIsExpiredAlready() {
            Draft past = Draft.finding("The offer was valid")
                    .expires(clock.instant())
                    .build();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> researcher.remember(past))
                    .withMessageContaining("not in the future");
            assertThat(writer.list()).isEmpty();
        }

        @Test
        void hidesAnExpiredMemory() {
            Memory offer = researcher
                    .remember(Draft.finding("The offer is valid")
                            .expires(clock.instant().plusSeconds(60))
                            .build())
                    .memory();

            clock.advance(Duration.ofSeconds(59));
            assertThat(writer.list()).containsExactly(offer);

            clock.advance(Duration.ofSeconds(1));
            assertThat(writer.list()).isEmpty();
            assertThat(writer.recall("offer", 5)).isEmpty();
            assertThat(writer.find(offer.id())).get().extracting(Memory::status).isEqualTo(Memory.Status.EXPIRED);
        }
    }

    @Nested
    class AsOf {

        @Test
        void alwaysReturnsTheSame() {
            AgentMemory agent = task.forUser("ann").agent("writer");
            Memory friday = agent.remember("The deadline is Friday").memory();
            Memory formal = agent.aboutUser().prefer("Formal tone").memory();
            Memory doubt = agent.privately().remember("I doubt the figures").memory();
            Cursor then = agent.log().cursor();
            agent.revise(friday.id(), "The deadline is Monday");
            agent.log().forget(formal.id(), "it is out of date");
            researcher.remember("The deadline was moved");

            AgentMemory past =
                    task.forUser("ann").asOf(Cursor.parse(then.toString())).agent("writer");

            assertThat(past.list()).containsExactlyInAnyOrder(friday, formal, doubt);
            assertThat(past.recall("deadline", 1)).extracting(Match::memory).containsExactly(friday);
            assertThat(past.log().cursor()).isEqualTo(then);
        }

        @Test
        void hidesLaterWrites() {
            Cursor empty = writer.log().cursor();
            Memory friday = researcher.remember("The deadline is Friday").memory();
            Cursor then = researcher.log().cursor();
            researcher.privately().remember("I doubt the figures");

            assertThat(task.asOf(empty).agent("researcher").list()).isEmpty();
            assertThat(task.asOf(then).agent("researcher").list()).containsExactly(friday);
        }

        @Test
        void checksExpiryAtThatMoment() {
            Memory offer = researcher
                    .remember(Draft.finding("The offer is valid")
                            .expires(clock.instant().plusSeconds(60))
                            .build())
                    .memory();
            Cursor then = researcher.log().cursor();
            clock.advance(Duration.ofHours(1));

            assertThat(task.asOf(then).agent("writer").list()).containsExactly(offer);
        }

        @Test
        void refusesToWriteThePast() {
            AgentMemory past = task.asOf(researcher.log().cursor()).agent("researcher");

            assertThatIllegalStateException()
                    .isThrownBy(() -> past.remember("I knew it"))
                    .withMessageContaining("The past is read-only");
            assertThat(researcher.list()).isEmpty();
        }
    }

    @Nested
    class Handles {

        @Test
        void ofPersonsWriteUnderThePersonsName() {
            Memory stored =
                    task.person("Ann").require("Call me before you send it").memory();

            assertThat(stored.authors()).containsExactly(Author.person("Ann"));
            assertThat(writer.list()).containsExactly(stored);
        }

        @Test
        void ofAClosedMemoryReportThatItIsClosed() {
            memory.close();

            assertThatIllegalStateException()
                    .isThrownBy(() -> researcher.remember("too late"))
                    .withMessageContaining("open it again");
            assertThatIllegalStateException().isThrownBy(writer::list).withMessageContaining("open it again");
        }
    }

    @Test
    void aBlobIsClaimedByOneOfItsOwnersHandles() {
        assertThat(memory.blobs().putIfAbsent("claims", "a", new byte[] {1})).isTrue();
        assertThat(memory.blobs().putIfAbsent("claims", "a", new byte[] {2})).isFalse();

        assertThat(memory.blobs().get("claims", "a")).contains(new byte[] {1});
    }
}
