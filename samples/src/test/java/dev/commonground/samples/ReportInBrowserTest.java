package dev.commonground.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.MemoryRef;
import dev.commonground.crew.event.Timeline;
import dev.commonground.crew.report.RunReport;
import dev.commonground.memory.Kind;
import dev.commonground.samples.incident.IncidentReview;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a run in Chromium, from its file and without a network. */
@Tag("proofs")
class ReportInBrowserTest {

    static final Path IMAGE = Path.of("../docs/images/report.png");
    static final Path NEW_IMAGES = Path.of("target/pictures").toAbsolutePath();

    static final List<String> HOSTILE = List.of(
            "</script><script>window.injected1 = 1</script>",
            "<img src=x onerror=\"window.injected2 = 1\"><svg onload=\"window.injected3 = 1\">",
            "\"><script src=\"https://evil.example/x.js\"></script>",
            "[a link](javascript:window.injected4=1) ![a picture](https://evil.example/x.png)",
            "<iframe srcdoc=\"<script>parent.injected5 = 1</script>\"></iframe>",
            "<!-- --!><meta http-equiv=refresh content=\"0;url=https://evil.example/\">",
            "<template id=search></template><input id=sought autofocus onfocus=\"window.injected6 = 1\">",
            "${7 * 7} <#assign x = 1> {{constructor.constructor('window.injected7 = 1')()}}");

    @TempDir
    Path folder;

    private static JsonNode browse(Path report, Path pictures, String sought) throws Exception {
        Files.createDirectories(pictures);
        return StudioGuideTest.told(
                StudioGuideTest.node("report.mjs", report.toAbsolutePath().toString(), pictures.toString(), sought));
    }

    @Test
    void isSearchedWithTheKeyboardAndThePictureIsCurrent() throws Exception {
        IncidentReview.main(new String[] {"--folder", folder.toString()});

        JsonNode told = browse(folder.resolve("report/report.html"), NEW_IMAGES, "FULL  disk");

        assertThat(told.at("/serious")).isEmpty();
        assertThat(told.at("/wide")).isEmpty();
        assertThat(told.at("/places")).allSatisfy(place -> {
            assertThat(place.at("/text").asText()).containsIgnoringCase("full disk");
            assertThat(place.at("/seen").asBoolean()).as(place.toString()).isTrue();
        });
        List<String> counts = told.at("/places").findValuesAsText("count");
        String all = counts.get(0).substring("1 of ".length());
        assertThat(counts)
                .containsExactly(
                        "1 of " + all, "2 of " + all, "3 of " + all, "2 of " + all, "1 of " + all, all + " of " + all);
        assertThat(told.at("/nothing").asText()).isEqualTo("Nothing found");
        assertThat(told.at("/printed").asBoolean()).isFalse();
        assertThat(told.at("/mute").asBoolean())
                .as("without scripts, there is no search")
                .isFalse();
        assertThat(new Picture(IMAGE).differenceTo(new Picture(NEW_IMAGES.resolve("report.png"))))
                .as("copy the new one from samples/target/pictures")
                .isLessThan(Picture.ALIKE);
    }

    @Test
    void runsNothingOfWhatAMemorySays() throws Exception {
        hostile().writeTo(folder);

        JsonNode told = browse(folder.resolve("report.html"), folder.resolve("pictures"), "onerror=\"window.INJECTED2");

        assertThat(told.at("/ran")).isEmpty();
        assertThat(told.at("/scripts").asInt()).isEqualTo(1);
        assertThat(told.at("/places/0/text").asText()).contains("window.injected2");
    }

    private static RunReport hostile() {
        Instant at = Instant.parse("2026-11-22T12:00:00Z");
        List<CrewEvent> events = new ArrayList<>();
        events.add(new CrewEvent.RunStarted(at, "q3", "hostile", List.of(), true, List.of()));
        events.add(new CrewEvent.TaskStarted(at, "read", "reader", 1, 1));
        for (String text : HOSTILE) {
            MemoryRef memory = new MemoryRef("m-" + "a".repeat(20) + events.size(), Kind.CONSTRAINT, text + "=" + text);
            events.add(new CrewEvent.Remembered(
                    at, "read", "reader", 1, memory, CrewEvent.Outcome.IN_CONFLICT, List.of(memory)));
        }
        events.add(new CrewEvent.Answered(at, "read", "reader", 1, String.join("\n\n", HOSTILE), 1));
        events.add(new CrewEvent.TaskFinished(at, "read", "reader", 1, String.join("\n\n", HOSTILE), 1, 1));
        return RunReport.of(new Timeline(events));
    }
}
