package dev.commonground;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.code_intelligence.jazzer.mutation.annotation.WithUtf8Length;
import dev.commonground.memory.PromptText;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Looks for a minute for a text that leaves its quotation; runs with {@code -Pproofs}, in a JVM of its own. */
@Tag("fuzz")
class PromptTextFuzzTest {

    private static final List<String> LIVE =
            List.of("</", "<|", "](", "![", "[INST]", "```", "\u001b", "\u202e", "\u2028");

    @FuzzTest(maxDuration = "30s")
    void noTextLeavesItsQuotation(@NotNull @WithUtf8Length(max = 300) String text) {
        String note = "- FINDING: \"" + PromptText.quoted(text) + "\" (ada)";
        require(Injections.frame(note).equals("- FINDING: # (ada)"), note);
        require(note.chars().noneMatch(c -> c != '\t' && Character.isISOControl(c)), note);
        require(LIVE.stream().noneMatch(note::contains), note);
        String line = PromptText.line(text);
        require(PromptText.line(line).equals(line), line);
    }

    private static void require(boolean holds, String shown) {
        if (!holds) {
            throw new AssertionError("A text got out: " + shown);
        }
    }
}
