package dev.commonground.crew;

import static dev.commonground.crew.Crews.agent;
import static dev.commonground.crew.Crews.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.SharedMemory;
import dev.commonground.crew.check.Guardrails;
import dev.commonground.test.ScriptedChatModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bsc.langgraph4j.CompileConfig;
import org.bsc.langgraph4j.state.AgentState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrewStateTest {

    @TempDir
    Path directory;

    Map<String, Object> end = Map.of();

    @BeforeEach
    void run() {
        ScriptedChatModel model = new ScriptedChatModel()
                .remembers("finding", "", "", "a thought")
                .says("no")
                .says("yes");
        Task draft = task("draft", agent("writer", model).build())
                .description("Write for {client}")
                .guardrail(Guardrails.of("yes", answer -> answer.text().equals("yes") ? List.of() : List.of("say yes")))
                .build();
        try (SharedMemory memory = Crews.memory(directory)) {
            Crew crew = Crew.builder("proposal").tasks(draft).memory(memory).build();
            Run run = Run.id("q3").user("acme").input("client", "Acme");
            end = crew.compile(CompileConfig.builder().build())
                    .invoke(crew.input(run), crew.config(run))
                    .orElseThrow()
                    .data();
        }
    }

    @Test
    void containsOnlyTextsAndMapsOfTexts() {
        assertThat(end).containsKeys("crew.run", "crew.inputs", "crew.answers", "crew.events", "memory.cursor");
        assertThat(end.values()).allSatisfy(value -> {
            if (value instanceof Map<?, ?> map) {
                assertThat(map.keySet()).allMatch(String.class::isInstance);
                assertThat(map.values()).allMatch(String.class::isInstance);
            } else {
                assertThat(value).isInstanceOf(String.class);
            }
        });
    }

    @Test
    void dropsTheHeldWritesOfARefusedAnswer() {
        assertThat(end.toString()).doesNotContain("a thought");
    }

    @Test
    void mergedIntoItselfStaysTheSame() {
        assertThat(AgentState.updateState(end, end, CrewChannels.schema())).isEqualTo(end);
    }

    @Test
    void keepsEveryAttempt() {
        CrewState state = new CrewState(end);

        assertThat(state.attempt("draft")).isEqualTo(2);
        assertThat(state.answer("draft/1")).isEqualTo("no");
        assertThat(state.answer("draft/2")).isEqualTo("yes");
        assertThat(state.refusals("draft/1")).containsExactly("say yes");
        assertThat(state.run()).isEqualTo("q3");
        assertThat(state.tasks()).containsExactly("1. draft by writer");
    }
}
