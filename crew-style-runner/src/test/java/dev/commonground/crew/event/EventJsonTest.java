package dev.commonground.crew.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.commonground.memory.Kind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventJsonTest {

    static final Instant AT = Instant.parse("2026-11-22T12:00:00.123456789Z");
    static final MemoryRef TONE = new MemoryRef("m-abc", Kind.CONSTRAINT, "tone=\"formal\"\n");

    static Stream<CrewEvent> events() {
        return Stream.of(
                new CrewEvent.RunStarted(
                        AT,
                        "q3",
                        "proposal",
                        List.of(new CrewEvent.Planned("draft", "writer", 1)),
                        true,
                        List.of("writer")),
                new CrewEvent.RunResumed(AT, "q3", "proposal", "run_draft"),
                new CrewEvent.TaskStarted(AT, "draft", "writer", 2, 3),
                new CrewEvent.Briefed(AT, "draft", "writer", List.of(TONE), 1, 2, 118, 3),
                new CrewEvent.ModelCalled(AT, "draft", "writer", 1, "gpt", 418, 96, true),
                new CrewEvent.ToolCalled(AT, "draft", "writer", 1, "read", "{\"a\":1}", 212),
                new CrewEvent.ToolInterrupted(AT, "draft", "writer", 1, "send", "{\"a\":1}"),
                new CrewEvent.Recalled(AT, "draft", "writer", 1, List.of(TONE)),
                new CrewEvent.Checked(AT, "draft", "writer", 1, "notBlank", List.of("blank")),
                new CrewEvent.Retried(AT, "draft", "writer", 2),
                new CrewEvent.Remembered(AT, "draft", "writer", 2, TONE, CrewEvent.Outcome.SUPERSEDED, List.of(TONE)),
                new CrewEvent.TaskFinished(AT, "draft", "writer", 2, "The text.", 3, 12),
                new CrewEvent.TaskSkipped(AT, "draft", "writer"),
                new CrewEvent.Answered(AT, "draft", "writer", 1, "The text.", 500),
                new CrewEvent.Delegated(AT, "lead", "boss", 1, "draft", "be brief"),
                new CrewEvent.Reviewed(AT, "draft", "writer", 1, "ada", List.of("too long"), null),
                new CrewEvent.Reviewed(AT, "draft", "writer", 1, "ada", List.of(), "Shorter."),
                new CrewEvent.ReviewAwaited(AT, "q3", "draft", "writer", 1),
                new CrewEvent.Joined(
                        AT,
                        List.of("a", "b"),
                        3,
                        12,
                        List.of(new CrewEvent.Disagreement("tone", List.of("formal (a)", "casual (b)")))),
                new CrewEvent.RunFinished(
                        AT,
                        "q3",
                        4,
                        "The text.",
                        List.of(new CrewEvent.Judged("tone = formal", "Be formal", "researcher", "MET", "formal")),
                        List.of(),
                        List.of("Who signs?"),
                        List.of("tone=formal")),
                new CrewEvent.RunStopped(AT, "q3", "no luck"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void readsItsOwnOutput(CrewEvent event) {
        assertThat(EventJson.read(EventJson.write(event))).isEqualTo(event);
    }

    @Test
    void knowsEverySortOfEvent() {
        Set<Class<?>> sorts =
                Arrays.stream(CrewEvent.class.getPermittedSubclasses()).collect(Collectors.toSet());

        assertThat(events().map(CrewEvent::getClass).collect(Collectors.<Class<?>>toSet()))
                .isEqualTo(sorts);
    }

    @Test
    void isPlainJson() {
        assertThat(EventJson.write(new CrewEvent.Retried(AT, "draft", "writer", 2)))
                .isEqualTo(
                        "{\"event\":\"Retried\",\"at\":\"2026-11-22T12:00:00.123456789Z\",\"task\":\"draft\",\"agent\":\"writer\",\"next\":2}");
        assertThat(EventJson.write(new CrewEvent.Checked(AT, "draft", "writer", 1, "notBlank", List.of())))
                .doesNotContain("accepted");
    }

    @Test
    void refusesAnythingElse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventJson.read("{}"))
                .withMessage("A text of 2 characters is not an event: pass a text that write(...) returned");
    }
}
