package dev.commonground.crew.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Kind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConsoleProgressTest {

    static final Instant AT = Instant.EPOCH;
    static final MemoryRef LIMIT = new MemoryRef("m-1", Kind.CONSTRAINT, "max_words=500");
    static final MemoryRef OLD = new MemoryRef("m-2", Kind.CONSTRAINT, "max_words=300");

    static Stream<Arguments> lines() {
        return Stream.of(
                Arguments.of(
                        new CrewEvent.RunStarted(
                                AT,
                                "q3",
                                "proposal",
                                List.of(new CrewEvent.Planned("draft", "writer", 1)),
                                false,
                                List.of()),
                        "proposal  run q3  1 task  without memory\n"),
                Arguments.of(
                        new CrewEvent.Briefed(AT, "draft", "writer", List.of(LIMIT, OLD), 1, 3, 90, 2),
                        "      brief v2: 2 constraints, 1 conflict, 3 left out, 90 tokens\n"),
                Arguments.of(new CrewEvent.Recalled(AT, "draft", "writer", 1, List.of()), "      recall -> nothing\n"),
                Arguments.of(
                        new CrewEvent.Recalled(AT, "draft", "writer", 1, List.of(LIMIT, OLD)),
                        "      recall -> max_words=500, max_words=300\n"),
                Arguments.of(
                        new CrewEvent.Remembered(
                                AT, "draft", "writer", 1, LIMIT, CrewEvent.Outcome.SUPERSEDED, List.of(OLD)),
                        "      + CONSTRAINT max_words=500 (replaces max_words=300)\n"),
                Arguments.of(
                        new CrewEvent.Remembered(
                                AT, "draft", "writer", 1, LIMIT, CrewEvent.Outcome.FORGOTTEN, List.of()),
                        "      - CONSTRAINT max_words=500\n"),
                Arguments.of(
                        new CrewEvent.Checked(AT, "draft", "writer", 1, "own", List.of("too long", "too\u0007 loud")),
                        "      check own: REFUSED too long; too  loud\n"),
                Arguments.of(new CrewEvent.ModelCalled(AT, "draft", "writer", 1, "gpt", 10, 20, false), ""));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void printsALineForImportantEvents(CrewEvent event, String line) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        ConsoleProgress.to(new PrintStream(bytes, true, StandardCharsets.UTF_8)).on(event);

        assertThat(bytes.toString(StandardCharsets.UTF_8).replace("\r", "")).isEqualTo(line);
    }
}
