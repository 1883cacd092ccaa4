package dev.commonground;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Known kinds of injections: texts that try to leave their place in a prompt, to hide in it, or to do something where it is
 * shown. This class also judges whether one got out.
 */
public final class Injections {

    /** The smallest corpus that proves something. */
    public static final int KINDS = 300;

    private static final String FILE = "injections.json";

    private static final Map<String, Pattern> SIGNS = Map.of(
            "a control character or a hidden one",
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Co}&&[^\\n]]"),
            "a filler or a variation selector",
            Pattern.compile(
                    "[\\x{34F}\\x{115F}\\x{1160}\\x{17B4}\\x{17B5}\\x{180B}-\\x{180F}\\x{2065}\\x{3164}\\x{FFA0}"
                            + "\\x{FE00}-\\x{FE0F}\\x{FFF0}-\\x{FFF8}\\x{FDD0}-\\x{FDEF}\\x{FFFE}\\x{FFFF}\\x{E0000}-\\x{E0FFF}]"),
            "a tag or a token",
            Pattern.compile("[<\uFF1C\uFE64]\\s*[/!?|\uFF5C<\\w\\\\]"),
            "a token of a template",
            Pattern.compile(
                    "(?i)\\[\\s*/?\\s*(?:inst|sys|system_prompt|available_tools|tool_calls|tool_results|gmask)\\s*\\]"),
            "a link",
            Pattern.compile("\\]\\("),
            "an image",
            Pattern.compile("!\\["),
            "a fence",
            Pattern.compile("```|~~~"),
            "a definition of a link",
            Pattern.compile("(?m)(?:^|\\\\n|\")\\s*\\[[^\\]]+\\]:"),
            "a role",
            Pattern.compile(
                    "(?im)(?:^|\\\\n|\\\\r|\\\\u(?:2028|0085|000b))[^\\p{L}\\n]{0,12}(?:system|assistant|human|user|developer|tool|function|ai)"
                            + "(?: message| prompt| instructions| note| override)?[^\\p{L}\\n\\\\]{0,4}[:\uFF1A]"));

    private static final Pattern QUOTATION = Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\.)*+\"");

    /** One kind of injection. */
    public record Injection(String name, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    private Injections() {}

    /** Returns all kinds. */
    public static List<Injection> all() {
        try (InputStream file = Objects.requireNonNull(Injections.class.getResourceAsStream(FILE))) {
            return new ObjectMapper().readValue(file, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what in {@code shown} a model or a screen could take for more than quoted text. */
    public static List<String> signs(String shown) {
        return SIGNS.entrySet().stream()
                .flatMap(sign -> sign.getValue()
                        .matcher(shown)
                        .results()
                        .map(found -> "%s: ...%s...".formatted(sign.getKey(), around(shown, found.start()))))
                .toList();
    }

    private static String around(String shown, int at) {
        return shown.substring(Math.max(0, at - 20), Math.min(shown.length(), at + 30));
    }

    /** Returns {@code shown} with a mark for each quotation, and for each of {@code terms}, which need no quotation marks. */
    public static String frame(String shown, String... terms) {
        String frame = QUOTATION.matcher(shown).replaceAll("#");
        return Stream.of(terms).reduce(frame, (text, term) -> text.replace(term, "#"));
    }
}
