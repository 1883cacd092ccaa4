package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Encodes remembered text for prompts, reports and screens, so that it can neither hide nor leave its place. Everything
 * that the library shows a model passes through it. Use it if you write {@link Memory#text()} into a prompt yourself:
 *
 * <pre>{@code
 * String note = "- \"%s\" (%s)".formatted(PromptText.quoted(memory.text()), PromptText.name(author));
 * }</pre>
 *
 * <p>An encoded character becomes an escape as in JSON: a line feed {@code \n}, every other a backslash, {@code u} and four
 * hexadecimal digits. Encoded are line breaks, control, escape, zero-width, bidirectional and tag characters, the first
 * character of a tag, of a chat-role token or of an image, the parenthesis of a Markdown link, and the colon of a role at the
 * start of a line. Everything else is unchanged, in every language: a joiner or a mark of direction stays where its script
 * needs it, and so do emoji.
 *
 * <p>Thread-safe; ordinary text takes a few scans.
 */
public final class PromptText {

    private static final String LINE_START = "(?:^|\\\\n|\\\\r|\\\\u(?:2028|2029|0085|000b|000c|001[c-e]))";

    private static final String LESS_THAN = "[<\uFF1C\uFE64]";

    /**
     * Less-than signs that a reader could take for the start of a tag or a token; {@code a < b} and {@code <3} are none. A row
     * of them is one match, because the escape of its last one would make a start of the one before.
     */
    private static final Pattern TAG = Pattern.compile(
            "%1$s(?<!%1$s\\s{0,9}%1$s)[<\uFF1C\uFE64\\s]*+(?=[/!?|\uFF5C\\\\]|(?<=%1$s)(?:[\\p{L}_]|0x)|[\\p{L}_][^>]{0,80}>)"
                    .formatted(LESS_THAN));

    private static final Pattern LESS_THAN_SIGN = Pattern.compile(LESS_THAN);

    private static final Pattern TOKEN = Pattern.compile(
            "\\[(?=\\s{0,9}/?\\s{0,9}(?:inst|sys|system|user|assistant|developer|human|tools?|available_tools|tool_calls|tool_results"
                    + "|tool_content|system_prompt|model_settings|args|gmask|sop|eop|bos|eos|pad|cls|sep|mask|unk|think)\\s{0,9}\\])",
            Pattern.CASE_INSENSITIVE);

    /** An image, or what makes a link of the brackets before it. Each begins with its sign, because a look back is slow. */
    private static final Pattern LINK =
            Pattern.compile("\\[(?<=!\\[)|\\((?<=\\]\\()|:(?<=\\]:)(?<=" + LINE_START + "\\s{0,9}\\[[^\\]]{1,99}\\]:)");

    /** A code fence, which a parser of answers could take for its own. */
    private static final Pattern FENCE = Pattern.compile("`(?=``)|~(?=~~)");

    private static final Pattern ROLE = Pattern.compile(
            LINE_START
                    + "[\\\\\\s#>*_=\\-\"'\u201C\\[(]{0,20}(?:system|assistant|user|human|developer|ai|tool|function)"
                    + "(?:\\s+(?:message|prompt|instructions?|note|override|notice|output))?[\\s*_\"'\u201D\\])]{0,9}([:\uFF1A])",
            Pattern.CASE_INSENSITIVE);

    /** Each kind of markup has one of these, and most texts have none. */
    private static final String SIGNS = "<\uFF1C\uFE64[]`~:\uFF1A";

    /** What separates the parts of a note. */
    private static final Pattern SEPARATOR = Pattern.compile("[\"\\\\]|: |:$| = | \\| ");

    private static final Pattern SEPARATOR_OF_NAMES = Pattern.compile("[,()]");

    private PromptText() {}

    /** Returns {@code text} for a place between two quotation marks on one line. */
    public static String quoted(String text) {
        return line(requireNonNull(text, "text").replace("\\", "\\\\").replace("\"", "\\\""));
    }

    /** Returns {@code text} on one line, with quotation marks and backslashes as they are. An encoded text stays as it is. */
    public static String line(String text) {
        String shown = requireNonNull(text, "text");
        String encoded = encoded(shown);
        while (!encoded.equals(shown)) {
            shown = encoded;
            encoded = encoded(shown);
        }
        return shown;
    }

    /** Encodes once. What is beside an escape may need one too: a mark of direction is further from its letter then. */
    private static String encoded(String text) {
        String shown = HiddenCharacters.escape(text)
                .replace("\r\n", "\\n")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
        return hasAny(SIGNS, shown)
                ? escapeTags(escapeRoles(escape(FENCE, escape(LINK, escape(TOKEN, shown)))))
                : shown;
    }

    /** Returns {@code text} with its line breaks and its markup; only what a screen would not show is encoded. */
    public static String visible(String text) {
        return HiddenCharacters.escape(requireNonNull(text, "text"))
                .replace("\r\n", "\n")
                .replace('\r', '\n');
    }

    /** Returns a key or a value: as it is, or between quotation marks if it holds what separates the parts of a note. */
    public static String term(String text) {
        return SEPARATOR.matcher(requireNonNull(text, "text")).find() ? between(text) : unchangedOrBetween(text);
    }

    /** Returns the name of {@code author}: as it is, or between quotation marks if it could be taken for more than a name. */
    public static String name(Author author) {
        String name = requireNonNull(author, "author").name();
        return SEPARATOR_OF_NAMES.matcher(name).find() ? between(name) : term(name);
    }

    private static String unchangedOrBetween(String text) {
        return line(text).equals(text) ? text : between(text);
    }

    private static String between(String text) {
        return "\"" + quoted(text) + "\"";
    }

    private static boolean hasAny(String signs, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (signs.indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static String escape(Pattern pattern, String text) {
        return pattern.matcher(text)
                .replaceAll(
                        match -> "\\" + HiddenCharacters.escaped(match.group().charAt(0)));
    }

    /** Comes last, because an escape after a less-than sign makes it one of a tag. */
    private static String escapeTags(String text) {
        return TAG.matcher(text).replaceAll(row -> Matcher.quoteReplacement(escape(LESS_THAN_SIGN, row.group())));
    }

    private static String escapeRoles(String text) {
        return ROLE.matcher(text).replaceAll(PromptText::withoutColon);
    }

    private static String withoutColon(MatchResult role) {
        String before = role.group().substring(0, role.start(1) - role.start());
        return Matcher.quoteReplacement(
                before + HiddenCharacters.escaped(role.group(1).charAt(0)));
    }
}
