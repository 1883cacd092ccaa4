package dev.commonground.crew.check;

import static java.util.Objects.requireNonNull;

import dev.commonground.crew.check.Rule.Finding;
import dev.commonground.memory.Memory;

/**
 * Whether a text meets one memory that binds it. A check goes by the memory's key and value, never by its wording:
 *
 * <table>
 *   <caption>What a text must be; case counts nowhere, and {@code max words} is the key {@code max_words}</caption>
 *   <tr><th>key = value</th><th>met when</th></tr>
 *   <tr><td>{@code max_words = 500}<br>{@code min_words = 200}</td>
 *       <td>the text has at most, or at least, so many words: runs of characters without white space that hold a
 *       letter or a digit, headings included; marks of headings, lists, tables, fences, emphasis and the targets of
 *       links do not count</td></tr>
 *   <tr><td>{@code first_section = Executive summary}</td>
 *       <td>the words stand in the first heading. A heading is a line that begins with {@code #}; a title, the only
 *       heading of level 1 that stands before all others, is passed over if others follow</td></tr>
 *   <tr><td>{@code include: ROI figures = required}<br>{@code include: price list = forbidden}</td>
 *       <td>the words do, or do not, occur one right after the other, headings included; punctuation and a plural s
 *       do not count</td></tr>
 *   <tr><td>{@code tone = formal}</td>
 *       <td>no contraction ({@code n't}, {@code 're}, {@code 've}, {@code 'll}, {@code 'd}, {@code 'm} after a word;
 *       {@code 's} after it, that, there, here, what, who, where, how, let, he or she), no exclamation mark, and none
 *       of: hey, hi, yeah, yep, nope, ok, okay, gonna, wanna, gotta, kinda, sorta, stuff, awesome, cool, guys, folks,
 *       btw, lol, cheers, super easy, no worries, a bunch of, lots of, tons of</td></tr>
 *   <tr><td>{@code tone = friendly} ({@code casual}, {@code informal})</td>
 *       <td>it says you, your, yours or yourself, and none of: hereby, herein, hereto, hereinafter, henceforth,
 *       heretofore, hitherto, thereof, therein, thereto, whereas, wherein, pursuant, aforementioned, aforesaid,
 *       notwithstanding, forthwith, shall, utilize, utilise</td></tr>
 *   <tr><td>{@code format = slide deck} ({@code slides})</td>
 *       <td>there is a heading, every section (a title is none) has a list item, and no paragraph has more than 40
 *       words</td></tr>
 *   <tr><td>{@code format = bullets} ({@code bullet points})</td>
 *       <td>there is a list item, and no paragraph has more than 40 words</td></tr>
 * </table>
 *
 * <p>Any other key or value is {@link Result#UNCHECKED}. Immutable and thread-safe.
 *
 * @param memory what binds the text
 * @param result whether the text meets it
 * @param reason why, in words
 */
public record ConstraintCheck(Memory memory, Result result, String reason) {

    /** Whether a text meets what binds it. */
    public enum Result {
        /** It does. */
        MET,
        /** It does not. */
        VIOLATED,
        /** Nobody can tell by rule. */
        UNCHECKED
    }

    public ConstraintCheck {
        requireNonNull(memory, "memory");
        requireNonNull(result, "result");
        requireNonNull(reason, "reason");
    }

    /** Checks {@code text} against one memory. */
    public static ConstraintCheck of(Memory constraint, String text) {
        String key = constraint.key();
        String value = constraint.value();
        Finding finding = key == null || value == null
                ? Finding.unchecked("it has no key, so no rule fits")
                : Rules.judge(key, value, Markdown.of(text));
        return new ConstraintCheck(constraint, finding.result(), finding.reason());
    }

    /** Returns the check on one line: the result, the key and value, the reason. */
    public String line() {
        String about = memory.key() == null ? memory.id().toString() : memory.key() + " = " + memory.value();
        return "%s %s: %s".formatted(result, about, reason);
    }
}
