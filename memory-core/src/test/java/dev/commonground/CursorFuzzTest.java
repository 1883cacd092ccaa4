package dev.commonground;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.commonground.memory.Cursor;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

/** Looks for a text that breaks the parser of cursors; runs with {@code -Pproofs}, in a JVM of its own. */
@Tag("fuzz")
class CursorFuzzTest {

    @FuzzTest(maxDuration = "30s")
    void aTextIsRefusedOrIsACursor(byte[] data) {
        Cursor cursor;
        try {
            cursor = Cursor.parse(new String(data, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return; // refused in words
        }
        String text = cursor.toString();
        if (!Cursor.parse(text).toString().equals(text)) {
            throw new AssertionError("The text of the cursor is that of another one: " + text);
        }
    }
}
