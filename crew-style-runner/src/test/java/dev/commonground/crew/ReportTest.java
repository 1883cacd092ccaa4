package dev.commonground.crew;

import static dev.commonground.crew.Crews.NOON;
import static dev.commonground.crew.Crews.agent;
import static dev.commonground.crew.Crews.memory;
import static dev.commonground.crew.Crews.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.commonground.SharedMemory;
import dev.commonground.crew.check.Guardrails;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.EventJson;
import dev.commonground.crew.event.Timeline;
import dev.commonground.crew.model.ModelCallException;
import dev.commonground.crew.report.RunReport;
import dev.commonground.test.ScriptedChatModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a run. */
class ReportTest {

    @TempDir
    Path directory;

    final ScriptedChatModel lawyer = new ScriptedChatModel()
            .remembers("constraint", "max_words", "4", "Four words are allowed")
            .calls("remember", "{\"text\":\"my own secret\",\"keepToMyself\":\"true\"}")
            .remembers("question", "", "", "Who signs?")
            .remembers("decision", "audience", "everybody", "For everybody")
            .says("Legal <b>text</b>.");
    final ScriptedChatModel analyst = new ScriptedChatModel()
            .remembers("decision", "audience", "board", "For the board")
            .says("Market.");
    final ScriptedChatModel writer = new ScriptedChatModel()
            .remembers("decision", "audience", "staff", "For the staff | of <i>Acme</i>")
            .says("one two three four five")
            .remembers("decision", "audience", "staff", "For the staff | of <i>Acme</i>")
            .says("# one two\n\n<script>three</script>");

    Path folder(String name) {
        try {
            return Files.createDirectories(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Crew crew(SharedMemory memory) {
        return Crew.builder("proposal")
                .parallel(
                        task("legal", agent("lawyer", lawyer).build()).build(),
                        task("market", agent("analyst", analyst).build()).build())
                .tasks(task("draft", agent("writer", writer).build())
                        .guardrail(Guardrails.meetsConstraints())
                        .build())
                .memory(memory)
                .clock(NOON)
                .build();
    }

    CrewResult run(String name) {
        try (SharedMemory memory = memory(folder(name))) {
            return crew(memory).kickoff(Run.id("q3"));
        }
    }

    @Test
    void showsConstraintsRefusalsReadersAndCosts() {
        String page = run("a").report().markdown();

        assertThat(page)
                .contains("# proposal\n\nRun q3, begun 2026-11-22 12:00:00 UTC\n")
                .contains("**Finished: 1 constraint met, 0 violated, 0 unchecked**")
                .contains(
                        "| max_words = 4 | Four words are allowed | lawyer | draft (attempt 1 refused, 2), result | met |")
                .contains("| audience | board (analyst) against everybody (lawyer) | where legal, market met |"
                        + " settled by writer: audience=staff |")
                .contains("- Who signs? (lawyer)")
                .contains(
                        "- attempt 1, refused: max_words = 4: 5 words, at most 4 allowed\n\n      one two three four five")
                .contains("- attempt 2, accepted")
                .contains("CONSTRAINT max_words=4 | W |  | R |")
                .contains("| legal | lawyer | 5 | 0 | 500 | 50 |")
                .contains("| all |  | 11 | 0 | 1100 | 110 |")
                .contains("|\"v2, 6 memories\"|");
    }

    @Test
    void comparesEachHandoffWithThreeOtherWays() {
        CrewResult result = run("a");

        int briefing = result.timeline().all(CrewEvent.Briefed.class).get(2).tokens();
        int transcript = result.timeline().all(CrewEvent.Answered.class).stream()
                .limit(2)
                .mapToInt(CrewEvent.Answered::tokens)
                .sum();
        assertThat(result.report().markdown())
                .contains("| legal | %d | 0 | 0 | 0 |"
                        .formatted(result.timeline()
                                .all(CrewEvent.Briefed.class)
                                .get(0)
                                .tokens()))
                .contains("| draft | %d | 10 | %d | 3 |".formatted(briefing, transcript));
        assertThat(transcript).isGreaterThan(100);
    }

    @Test
    void isTheSameForAnEqualRunInAnotherStore() {
        CrewResult first = run("a");
        ReportTest again = new ReportTest();
        again.directory = directory;

        CrewResult second = again.run("b");

        assertThat(second.report().html()).isEqualTo(first.report().html());
        assertThat(second.report().markdown()).isEqualTo(first.report().markdown());
        assertThat(second.report().events())
                .as("ids of memories are salted, so the report must not show them")
                .isNotEqualTo(first.report().events());
    }

    @Test
    void leadsFromItsContentsToEveryPart() {
        String page = run("a").report().html();

        List<String> targets = Pattern.compile("href=\"#([^\"]+)\"")
                .matcher(page)
                .results()
                .map(link -> link.group(1))
                .toList();
        assertThat(targets).contains("memory", "result", "timeline", "round-1", "tokens");
        assertThat(targets).allSatisfy(target -> assertThat(page).contains("id=\"" + target + "\""));
        assertThat(page.indexOf("id=\"memory\"")).isLessThan(page.indexOf("id=\"result\""));
    }

    @Test
    void linksEachMentionAndEachEvidenceWithItsMemoryAndBack() {
        String page = run("a").report().html();

        assertThat(page)
                .contains("<li>wrote <a href=\"#m1\">m1</a> CONSTRAINT max_words=4</li>")
                .containsPattern("<li>briefed with v2, [0-9]+ tokens: (<a href=\"#(m[0-9])\">\\2</a>(, )?){6}</li>")
                .contains(
                        "<tr id=\"constraint-1\"><td>max_words = 4 <span class=\"note\">(<a href=\"#m1\">m1</a>)</span></td>")
                .containsPattern("<tr id=\"m1\">.*href=\"#round-1\">written in legal</a>.*href=\"#constraint-1\"");
    }

    @Test
    void namesTheIdsOfItsMemoriesBesideThePages() throws IOException {
        CrewResult result = run("a");
        Map<?, ?> ids = new ObjectMapper().readValue(result.report().memories(), Map.class);

        List<CrewEvent.Remembered> writes = result.timeline().all(CrewEvent.Remembered.class);
        assertThat(ids.get("m1")).isEqualTo(writes.get(0).memory().id());
        assertThat(ids).hasSize(result.timeline().ledger().entries().size());
    }

    @Test
    void tellsHowLongEachTaskTookAndItsTokens() {
        CrewResult result = run("a");

        int output = result.timeline().all(CrewEvent.ModelCalled.class).stream()
                .filter(call -> call.task().equals("draft"))
                .mapToInt(CrewEvent.ModelCalled::outputTokens)
                .sum();
        assertThat(result.report().html()).containsPattern("[0-9.]+ s, [0-9]+ tokens in, " + output + " out");
        assertThat(result.report().markdown())
                .containsPattern("### draft .*, [0-9.]+ s, [0-9]+ tokens in, " + output + " out");
    }

    @Test
    void escapesMarkupInAnswers() {
        String page = run("a").report().html();

        assertThat(page)
                .contains("<h1>one two</h1>")
                .contains("&lt;script&gt;three&lt;/script&gt;")
                .contains("Legal &lt;b&gt;text&lt;/b&gt;.")
                .doesNotContain("<script>three", "<b>text", "<i>Acme");
    }

    @Test
    void needsNoNetwork() {
        assertThat(run("a").report().html())
                .contains("default-src 'none'")
                .doesNotContain("<link", "<img", "src=\"", "url(http", "@import");
    }

    @Test
    void holdsNothingThatAnAgentKeptToItself() {
        RunReport report = run("a").report();

        assertThat(report.html() + report.markdown() + report.events()).doesNotContain("secret");
    }

    @Test
    void isRebuiltFromTheStoreAfterAStopAndSaysSo() {
        ScriptedChatModel unlucky = new ScriptedChatModel()
                .remembers("constraint", "tone", "formal", "Be formal")
                .fails(new IllegalStateException("no luck"));
        Task draft = task("draft", agent("writer", unlucky).build()).build();
        Task last = task(
                        "last",
                        agent("editor", new ScriptedChatModel().says("End.")).build())
                .build();
        try (SharedMemory memory = memory(directory)) {
            Crew crew = Crew.builder("proposal")
                    .tasks(draft, last)
                    .memory(memory)
                    .clock(NOON)
                    .build();
            assertThatThrownBy(() -> crew.kickoff(Run.id("q3"))).isInstanceOf(ModelCallException.class);
        }
        try (SharedMemory memory = memory(directory)) {
            Crew crew = Crew.builder("proposal")
                    .tasks(draft, last)
                    .memory(memory)
                    .clock(NOON)
                    .build();

            assertThat(RunReport.of(crew.timeline("q3")).markdown())
                    .contains("**Stopped: The model of agent writer did not answer for task draft");

            unlucky.says("Written.");
            assertThat(crew.resume("q3").report().markdown())
                    .contains("resumed at run_draft")
                    .contains("1 answer came from the journal and took no second model call")
                    .contains("| draft | writer | 2 | 1 | 200 | 20 |");
        }
    }

    @Test
    void isMadeOfTheEventsAlone() {
        CrewResult result = run("a");
        List<CrewEvent> read =
                result.report().events().lines().map(EventJson::read).toList();

        assertThat(RunReport.of(new Timeline(read)).html())
                .isEqualTo(result.report().html());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunReport.of(new Timeline(read.subList(1, read.size()))))
                .withMessageContaining("the start of a run");
    }

    @Test
    void showsAManagersWay() {
        ScriptedChatModel boss = new ScriptedChatModel()
                .calls("delegate", "{\"task\":\"draft\",\"instructions\":\"be bold\"}")
                .says("The end.");
        try (SharedMemory memory = memory(directory)) {
            Crew crew = Crew.builder("proposal")
                    .tasks(task(
                                    "draft",
                                    agent("writer", new ScriptedChatModel().says("Written."))
                                            .build())
                            .build())
                    .manager(task("lead", agent("boss", boss).build()).build())
                    .memory(memory)
                    .clock(NOON)
                    .build();

            String page = crew.kickoff(Run.id("q3")).report().markdown();

            assertThat(page)
                    .contains("- delegated draft: be bold")
                    .contains("b0[\"lead<br>delegates draft\"]")
                    .contains("b1[\"draft<br>writer\"]")
                    .contains("b2[\"lead<br>boss\"]")
                    .contains("b0 -->|\"v0\"| b1", "b1 -->|\"v1, 1 memory\"| b2", "b2 -->|\"v2, 2 memories\"| e");
        }
    }

    @Test
    void isWrittenIntoAFolder() {
        Path folder = directory.resolve("new/report");
        RunReport report = run("a").report();

        report.writeTo(folder);

        assertThat(folder.resolve("report.html")).hasContent(report.html());
        assertThat(folder.resolve("report.md")).hasContent(report.markdown());
        assertThat(folder.resolve("events.jsonl")).hasContent(report.events());
        assertThat(folder.resolve("memories.json")).hasContent(report.memories());
        assertThatThrownBy(() -> report.writeTo(folder.resolve("report.md")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("make the folder writable");
    }
}
