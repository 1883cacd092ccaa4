package dev.commonground.samples.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.SharedMemory;
import dev.commonground.crew.Crew;
import dev.commonground.crew.CrewResult;
import dev.commonground.crew.Run;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.memory.Memory;
import dev.commonground.samples.model.Models;
import dev.commonground.samples.model.OpenAiStub;
import dev.commonground.samples.model.OpenAiStub.Answer;
import dev.commonground.samples.offline.OfflineModel;
import dev.langchain4j.model.chat.ChatModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncidentReviewTest {

    @TempDir
    Path folder;

    CrewResult review(ChatModel model, LogFile shop, LogFile database) {
        try (SharedMemory memory =
                SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open()) {
            Crew crew = new IncidentTeam(model)
                    .crew(shop, database, folder.resolve("review.md"))
                    .memory(memory)
                    .build();
            CrewResult result = crew.kickoff(Run.id("i1").input("incident", "i1"));
            assertThat(memory.task("i1").agent("auditor").conflicts()).isEmpty();
            return result;
        }
    }

    @Test
    void settlesTheConflictOfTheReadersByTheEarliestObservation() {
        CrewResult result = review(OfflineModel.create(), LogFile.ofSample("shop"), LogFile.ofSample("database"));

        CrewEvent.Joined joined = result.timeline().all(CrewEvent.Joined.class).get(0);
        assertThat(joined.conflicts()).extracting(CrewEvent.Disagreement::key).containsExactly("cause", "first error");
        assertThat(result.text())
                .contains("Cause is full disk, because it was seen first: database at 14:01:40")
                .doesNotContain("exhausted connection pool");
        assertThat(result.report().markdown())
                .contains("settled by reviewer: cause=full disk")
                .contains("No language model was used");
        assertThat(folder.resolve("review.md")).content().isEqualTo(result.text() + "\n");
    }

    @Test
    void followsOtherLogs() throws Exception {
        LogFile shop = LogFile.in(
                Files.writeString(folder.resolve("a.log"), "10:00:00 ERROR till: no receipt because of a paper jam\n"));
        LogFile database = LogFile.in(Files.writeString(
                folder.resolve("b.log"),
                "10:00:09 ERROR store: no write due to the worn cable\n10:01:00 INFO store: restored\n"));

        CrewResult result = review(OfflineModel.create(), shop, database);

        assertThat(result.text()).contains("Cause is paper jam", "First error is 10:00:00");
    }

    @Test
    void goesOnWithALanguageModelBehindHttp() {
        try (OpenAiStub stub = OpenAiStub.answering(new Answer.Text("Nothing special."))) {
            ChatModel model = Models.fromEnvironment(Map.of("OPENAI_BASE_URL", stub.baseUrl()))
                    .model();

            CrewResult result = review(model, LogFile.ofSample("shop"), LogFile.ofSample("database"));

            assertThat(result.text()).isEqualTo("Nothing special.");
            assertThat(stub.requests()).hasSize(4);
            assertThat(stub.requests().get(3).toString()).contains("task settle = done");
            assertThat(result.report().markdown()).doesNotContain("No language model");
        }
    }

    @Test
    void runsFromTheCommandLineAndGoesOnWhereItWas() throws Exception {
        assertThat(IncidentReview.run("--folder", folder.toString(), "--quiet")).isZero();
        assertThat(IncidentReview.run("--folder", folder.toString(), "--quiet")).isZero();
        assertThat(IncidentReview.run("--folder", folder.toString(), "--shop", "none.log", "--run", "i2"))
                .isEqualTo(1);

        assertThat(Files.readString(folder.resolve("report/report.html"))).contains("run incident-4711");
        try (SharedMemory memory = SharedMemory.open(folder.resolve("memory.db"))) {
            assertThat(memory.task("incident-4711").agent("auditor").list())
                    .extracting(Memory::key)
                    .contains("cause", "first error", "task report");
        }
    }
}
