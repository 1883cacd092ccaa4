package dev.commonground.crew;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.SharedMemory;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.test.ScriptedChatModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed with SIGKILL in the second of two tool calls is followed by this one. */
class KilledToolTest {

    @TempDir
    Path folder;

    private void killIn(String tool) throws IOException, InterruptedException {
        java.lang.Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledTool.class.getName(),
                        folder.toString(),
                        tool)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo(KilledTool.HERE);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void callsNoToolAgainAndTellsTheInterruptedCall() throws Exception {
        killIn("send");
        ScriptedChatModel model = new ScriptedChatModel().says("Sent once, perhaps twice.");
        try (SharedMemory memory = Crews.memory(folder)) {
            CrewResult result = KilledTool.crew(memory, model, new KilledTool.Office(folder, false))
                    .resume("q3");

            assertThat(result.timeline().all(CrewEvent.ToolInterrupted.class))
                    .extracting(CrewEvent.ToolInterrupted::tool)
                    .containsExactly("send");
        }
        assertThat(folder.resolve("send")).hasContent("xx");
        assertThat(model.requests().get(0).messages().toString()).contains("send 1");
        assertThat(model.toolResult(0)).isEqualTo(ResumedToolsTest.UNKNOWN);
    }

    @Test
    void callsAnIdempotentToolAgain() throws Exception {
        killIn("search");
        ScriptedChatModel model = new ScriptedChatModel().says("Found.");
        try (SharedMemory memory = Crews.memory(folder)) {
            CrewResult result = KilledTool.crew(memory, model, new KilledTool.Office(folder, false))
                    .resume("q3");

            assertThat(result.timeline().all(CrewEvent.ToolInterrupted.class)).isEmpty();
        }
        assertThat(folder.resolve("search")).hasContent("xxx");
        assertThat(model.toolResult(0)).isEqualTo("search 3");
    }
}
