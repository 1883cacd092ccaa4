package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.Injections.Injection;
import dev.commonground.briefing.BriefingRequest;
import dev.commonground.guard.WriteGuard;
import dev.commonground.internal.text.Identifiers;
import dev.commonground.internal.text.RecalledText;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Statement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes every known kind of injection into each part of a memory, and reads it in each form that models read. */
class InjectionsTest {

    private static final String HARMLESS = "a \"quoted\" word";

    @TempDir
    Path directory;

    SharedMemory memory;

    @BeforeEach
    void open() {
        memory = SharedMemory.builder(directory.resolve("memory.db"))
                .keywordsOnly()
                .writeGuard(WriteGuard.none())
                .open();
    }

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void theCorpusHasThreeHundredDifferentKinds() {
        assertThat(Injections.all()).hasSize(Injections.KINDS);
        assertThat(Injections.all().stream().map(Injection::text)).doesNotHaveDuplicates();
    }

    @Test
    void noneGetsOutOfABriefing() {
        List<String> out = new ArrayList<>();
        String frame = frame(briefing("harmless", HARMLESS, Integer.MAX_VALUE), HARMLESS);
        for (Injection injection : Injections.all()) {
            String shown = briefing(injection.name(), injection.text(), Integer.MAX_VALUE);
            judge(injection, shown, frame, out);
        }
        assertThat(out).isEmpty();
    }

    @Test
    void noneGetsOutOfAShortBriefing() {
        List<String> out = new ArrayList<>();
        int all = tokens("harmless", HARMLESS);
        String frame = frame(briefing("harmless", HARMLESS, all - 1), HARMLESS);
        for (Injection injection : Injections.all()) {
            String shown = briefing(injection.name(), injection.text(), tokens(injection.name(), injection.text()) - 1);
            judge(injection, shown, frame, out);
        }
        assertThat(out).isEmpty();
    }

    @Test
    void noneGetsOutOfALineOfAConflict() {
        List<String> out = new ArrayList<>();
        String frame = frame(conflict("harmless", HARMLESS, HARMLESS), HARMLESS);
        for (Injection injection : Injections.all()) {
            judge(injection, conflict(injection.name(), key(injection.text()), injection.text()), frame, out);
        }
        assertThat(out).isEmpty();
    }

    @Test
    void noneGetsOutOfTheLineOfAMemory() {
        List<String> out = new ArrayList<>();
        for (Injection injection : Injections.all()) {
            String line = memoryOf(injection.name(), injection.text()).toString();
            Injections.signs(line).forEach(sign -> out.add(injection + " " + sign));
            assertThat(line).doesNotContain("\n");
        }
        assertThat(out).isEmpty();
    }

    private static void judge(Injection injection, String shown, String frame, List<String> out) {
        String inside = shown.replace(RecalledText.START, "").replace(RecalledText.END, "");
        Injections.signs(inside).forEach(sign -> out.add(injection + " " + sign));
        String framed = frame(shown, injection.text());
        if (!framed.equals(frame)) {
            out.add("%s changed the frame to%n%s%nfrom%n%s".formatted(injection, framed, frame));
        }
        if (!RecalledText.without(shown).isEmpty() && shown.startsWith(RecalledText.START)) {
            out.add(injection + " would be learned again");
        }
    }

    private static String frame(String shown, String text) {
        return Injections.frame(shown, key(text), text.strip());
    }

    private static String key(String text) {
        return text.strip().replaceAll("(?U)\\s+", " ");
    }

    private String briefing(String task, String text, int budget) {
        memoryOf(task, text);
        return memory.task(task)
                .agent("reader")
                .brief(BriefingRequest.builder().budget(budget).build())
                .text();
    }

    private int tokens(String task, String text) {
        memoryOf(task, text);
        return memory.task(task)
                .agent("reader")
                .brief(BriefingRequest.builder().build())
                .tokens();
    }

    private String conflict(String task, String key, String value) {
        for (String agent : List.of("ada", "bob")) {
            memory.task(task)
                    .agent(agent)
                    .remember(Draft.constraint(agent + " says so")
                            .key(cut(key), agent.equals("ada") ? cut(value) : "an \"other\" value")
                            .build());
        }
        return memory.task(task)
                .agent("reader")
                .brief(BriefingRequest.builder().build())
                .text()
                .replace("(bob)", "(ada)"); // the sides are in the order of their values
    }

    private Memory memoryOf(String task, String text) {
        String author = isName(text) ? text : "a \"name\"";
        return memory.task(task)
                .agent(author)
                .remember(Draft.constraint(text)
                        .key(cut(key(text)), cut(text))
                        .evidence(text)
                        .metadata("note", text)
                        .build())
                .memory();
    }

    private static boolean isName(String text) {
        try {
            Identifiers.checked("agent", text);
            return true;
        } catch (IllegalArgumentException e) { // an author's name can hold no line break and no control character
            return false;
        }
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), Statement.MAX_KEY));
    }
}
