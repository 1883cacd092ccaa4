package dev.commonground.crew;

import static dev.commonground.crew.Crews.NOON;
import static dev.commonground.crew.Crews.agent;
import static dev.commonground.crew.Crews.memory;
import static dev.commonground.crew.Crews.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.Lines;
import dev.commonground.SharedMemory;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.model.ModelCallException;
import dev.commonground.crew.model.RuleBasedModel;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.test.ScriptedChatModel;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The optional settings of tasks, agents and runs. */
class TaskFeaturesTest {

    @TempDir
    Path directory;

    SharedMemory memory;
    final ScriptedChatModel researcher = new ScriptedChatModel();
    final ScriptedChatModel writer = new ScriptedChatModel();
    final Task research =
            task("research", agent("researcher", researcher).build()).build();

    @BeforeEach
    void open() {
        memory = memory(directory);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    Crew.Builder crew(Task... tasks) {
        return Crew.builder("proposal").tasks(tasks).memory(memory).clock(NOON);
    }

    Task.Builder draft() {
        return task("draft", agent("writer", writer).build());
    }

    List<String> remembered() {
        return memory.task("q3").agent("auditor").list().stream()
                .map(Memory::text)
                .toList();
    }

    @Nested
    class Conditions {

        final Task draft = draft().when(known -> known.stream().noneMatch(one -> one.kind() == Kind.QUESTION))
                .build();

        @Test
        void leaveATaskOut() {
            researcher.remembers("question", "", "", "Who signs?").says("Found.");
            Task review = task("review", agent("researcher", researcher).build())
                    .context(draft)
                    .build();
            researcher.says("Reviewed.");

            CrewResult result = crew(research, draft, review).build().kickoff(Run.id("q3"));

            assertThat(writer.requests()).isEmpty();
            assertThat(researcher.user(2)).doesNotContain("# Context");
            assertThat(result.outputs()).extracting(TaskOutput::task).containsExactly("research", "review");
            assertThat(result.timeline().all(CrewEvent.TaskSkipped.class)).hasSize(1);
            assertThatIllegalArgumentException().isThrownBy(() -> result.output("draft"));
        }

        @Test
        void letATaskBeDone() {
            researcher.says("Found.");
            writer.says("Written.");

            assertThat(crew(research, draft).build().kickoff(Run.id("q3")).text())
                    .isEqualTo("Written.");
        }

        @Test
        void mayLeaveOutTheLastTask() {
            researcher.remembers("question", "", "", "Who signs?").says("Found.");

            CrewResult result = crew(research, draft).build().kickoff(Run.id("q3"));

            assertThat(result.text()).isEqualTo("Found.");
            assertThat(result.timeline().all(CrewEvent.RunFinished.class).get(0).text())
                    .isEqualTo("Found.");
        }

        @Test
        void doNotSeePrivateMemories() {
            researcher
                    .calls("remember", "{\"text\":\"Who signs?\",\"kind\":\"question\",\"keepToMyself\":\"true\"}")
                    .says("Found.")
                    .says("Written.");
            Task own = task("draft", research.agent()).when(draft.condition()).build();

            assertThat(crew(research, own).build().kickoff(Run.id("q3")).text()).isEqualTo("Written.");
        }
    }

    @Nested
    class TypedOutputs {

        record Offer(String client, int words) {}

        final Task draft = draft().outputAs(Offer.class).build();

        @Test
        void areAskedForUntilTheyFit() {
            writer.says("twelve words for Acme").says("```json\n{\"client\":\"Acme\",\"words\":12}\n```");

            CrewResult result = crew(draft).build().kickoff(Run.id("q3"));

            assertThat(result.output("draft").as(Offer.class)).isEqualTo(new Offer("Acme", 12));
            assertThat(result.output("draft").attempts()).isEqualTo(2);
            assertThat(writer.user(0))
                    .contains("# Expected output\nThe draft\n")
                    .contains("\"client\"");
            assertThat(writer.user(1)).contains("- the answer is not a JSON object of type Offer");
        }
    }

    @Nested
    class Limits {

        @Test
        void ofTimeEndACallThatDoesNotCome() {
            CountDownLatch never = new CountDownLatch(1);
            writer.then(() -> {
                try {
                    never.await();
                    return AiMessage.from("late");
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            Task draft = draft().timeout(Duration.ofMillis(50)).build();

            assertThatThrownBy(() -> crew(draft).build().kickoff(Run.id("q3")))
                    .isInstanceOfSatisfying(
                            ModelCallException.class,
                            e -> assertThat(e.reason()).isEqualTo(ModelCallException.Reason.TIMEOUT));
            assertThat(remembered()).isEmpty();
        }

        @Test
        void leaveACallAloneThatComesInTime() {
            writer.says("Written.");
            Task draft = draft().timeout(Duration.ofMinutes(5)).build();

            assertThat(crew(draft).build().kickoff(Run.id("q3")).text()).isEqualTo("Written.");
        }

        @Test
        void ofRetriesMakeACallAgainThatFailedForAPassingReason() {
            writer.fails(new RateLimitException("slow down")).says("Written.");
            Task patient = task(
                            "draft", agent("writer", writer).maxCallRetries(1).build())
                    .build();

            assertThat(crew(patient).build().kickoff(Run.id("q3")).text()).isEqualTo("Written.");
        }

        @Test
        void ofRetriesDoNotHelpAgainstALastingReason() {
            writer.fails(new InvalidRequestException("too long")).says("never asked");
            Task patient = task(
                            "draft", agent("writer", writer).maxCallRetries(3).build())
                    .build();

            assertThatThrownBy(() -> crew(patient).build().kickoff(Run.id("q3")))
                    .isInstanceOf(ModelCallException.class);
            assertThat(writer.requests()).hasSize(1);
        }
    }

    @Nested
    class WithoutTools {

        @Test
        void anEndpointStillWritesToTheMemory() {
            researcher
                    .fails(new InvalidRequestException("this model does not support tools"))
                    .says("""
                    One limit.

                    ```findings
                    [{"kind": "constraint", "key": "max_words", "value": "500", "text": "Keep it to 500 words"}]
                    ```""");

            CrewResult result = crew(research).build().kickoff(Run.id("q3"));

            assertThat(result.text()).isEqualTo("One limit.");
            assertThat(remembered()).contains("Keep it to 500 words");
            assertThat(researcher.tools(1)).isEmpty();
            assertThat(researcher.user(1)).startsWith(researcher.user(0)).contains("```findings");
        }

        @Test
        void findingsThatCannotBeReadAreAskedForAgain() {
            InvalidRequestException noTools = new InvalidRequestException("this model does not support tools");
            researcher
                    .fails(noTools)
                    .says("One limit.\n```findings\n500 words\n```")
                    .fails(noTools)
                    .says("One limit.");

            CrewResult result = crew(research).build().kickoff(Run.id("q3"));

            assertThat(result.output("research").attempts()).isEqualTo(2);
            assertThat(researcher.user(3)).contains("- the findings block is not a JSON array");
        }
    }

    @Nested
    class Streams {

        StreamingChatModel streaming(Consumer<StreamingChatResponseHandler> behaviour) {
            return new StreamingChatModel() {
                @Override
                public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
                    new Thread(() -> behaviour.accept(handler)).start();
                }
            };
        }

        Task draft(StreamingChatModel model) {
            return task(
                            "draft",
                            Agent.builder("writer")
                                    .role("R")
                                    .goal("G")
                                    .backstory("B")
                                    .model(model)
                                    .build())
                    .build();
        }

        @Test
        void areAnAnswerAtTheirEnd() {
            Task draft = draft(streaming(handler -> {
                handler.onPartialResponse("Writ");
                handler.onCompleteResponse(ChatResponse.builder()
                        .aiMessage(AiMessage.from("Written."))
                        .build());
            }));

            assertThat(crew(draft).build().kickoff(Run.id("q3")).text()).isEqualTo("Written.");
        }

        @Test
        void thatBreakAreFailures() {
            Task draft = draft(streaming(handler -> handler.onError(new RateLimitException("slow down"))));

            assertThatThrownBy(() -> crew(draft).build().kickoff(Run.id("q3")))
                    .isInstanceOfSatisfying(
                            ModelCallException.class,
                            e -> assertThat(e.reason()).isEqualTo(ModelCallException.Reason.RATE_LIMIT));
        }
    }

    @Nested
    class Runs {

        @Test
        void ofOneCallAreIsolatedAndDoNotStopEachOther() {
            memory.user("acme").prefer("Acme likes tables");
            Task ask = task("ask", agent("researcher", new ScriptedChatModel()).build())
                    .description("Ask about {topic}")
                    .build();
            ScriptedChatModel model = (ScriptedChatModel) ask.agent().model();
            model.says("One.").says("Two.");

            List<RunOutcome> outcomes = crew(ask)
                    .build()
                    .kickoffAll(List.of(
                            Run.id("a").user("acme").input("topic", "tea"),
                            Run.id("b"),
                            Run.id("c").input("topic", "ale")));

            assertThat(outcomes).extracting(RunOutcome::run).containsExactly("a", "b", "c");
            assertThat(outcomes.get(0)).isInstanceOf(RunOutcome.Ended.class);
            assertThat(outcomes.get(1))
                    .isInstanceOfSatisfying(
                            RunOutcome.Stopped.class,
                            stopped -> assertThat(stopped.cause()).hasMessageContaining("{topic}"));
            assertThat(outcomes.get(2)).isInstanceOf(RunOutcome.Ended.class);
            int ofA = model.user(0).contains("about tea") ? 0 : 1;
            assertThat(model.user(ofA)).contains("Acme likes tables");
            assertThat(model.user(1 - ofA)).doesNotContain("Acme likes tables", "task ask = done");
        }

        @Test
        void promoteSelectedMemoriesToTheUser() {
            researcher
                    .remembers("preference", "tone", "formal", "Acme is formal")
                    .remembers("finding", "", "", "It rained")
                    .says("Found.");

            CrewResult result = crew(research)
                    .promote(one -> one.kind() == Kind.PREFERENCE)
                    .build()
                    .kickoff(Run.id("q3").user("acme"));

            assertThat(memory.user("acme").list())
                    .extracting(Lines::of)
                    .containsExactly("PREFERENCE tone = formal: Acme is formal (researcher)");
            assertThat(result.timeline().all(CrewEvent.RunFinished.class).get(0).promoted())
                    .containsExactly("tone=formal");
        }

        @Test
        void withoutAUserPromoteNoMemories() {
            researcher
                    .remembers("preference", "tone", "formal", "Acme is formal")
                    .says("Found.");

            CrewResult result = crew(research).promote(one -> true).build().kickoff(Run.id("q3"));

            assertThat(result.timeline().all(CrewEvent.RunFinished.class).get(0).promoted())
                    .isEmpty();
        }

        @Test
        void sayWhichAgentsHadNoLanguageModel() {
            RuleBasedModel rules = new RuleBasedModel() {
                @Override
                public ChatResponse doChat(ChatRequest request) {
                    return ChatResponse.builder()
                            .aiMessage(AiMessage.from("By rule."))
                            .build();
                }
            };
            Task ruled = task(
                            "ruled",
                            Agent.builder("ruler")
                                    .role("R")
                                    .goal("G")
                                    .backstory("B")
                                    .model(rules)
                                    .build())
                    .build();
            researcher.says("Found.");

            CrewEvent.RunStarted mixed = started(crew(ruled, research).build().kickoff(Run.id("q3")));
            CrewEvent.RunStarted alone = started(crew(ruled).build().kickoff(Run.id("q4")));

            assertThat(mixed.ruleBased()).containsExactly("ruler");
            assertThat(mixed.withoutLanguageModel()).isFalse();
            assertThat(alone.withoutLanguageModel()).isTrue();
        }

        CrewEvent.RunStarted started(CrewResult result) {
            return result.timeline().all(CrewEvent.RunStarted.class).get(0);
        }
    }
}
