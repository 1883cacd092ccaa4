package dev.commonground.crew.check;

import static java.util.Objects.requireNonNull;

import dev.commonground.crew.check.Rule.Finding;
import dev.commonground.memory.Memory;
import dev.commonground.memory.PromptText;

/**
 * The check of a text against one binding memory. A check uses the key and the value of the memory, never its wording:
 *
 * <table>
 *   <caption>What a text must be; case counts nowhere, and {@code max words} is the key {@code max_words}</caption>
 *   <tr><th>key = value</th><th>met when</th></tr>
 *   <tr><td>{@code max_words = 500}<br>{@code min_words = 200}</td>
 *       <td>the text has at most, or at least, so many words: runs of characters without white space that hold a
 *       letter or a digit, headings included; marks of headings, lists, tables, fences, emphasis and the targets of
 *       links do not count</td></tr>
 *   <tr><td>{@code first_section = Executive summary}</td>
 *       <td>the words occur in the first heading. A title is skipped: the only heading of level 1, if it comes first
 *       and other headings follow</td></tr>
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
 * @param memory the binding memory
 * @param result whether the text meets it
 * @param reason the reason for the result
 */
public record ConstraintCheck(Memory memory, Result result, String reason) {

    /** The result of a check. */
    public enum Result {
        /** The text meets the memory. */
        MET,
        /** The text violates the memory. */
        VIOLATED,
        /** No rule can check the memory. */
        UNCHECKED
    }

    public ConstraintCheck {
        requireNonNull(memory, "memory");
        requireNonNull(result, "result");
        requireNonNull(reason, "reason");
    }

    /** Checks {@code text} against {@code constraint}. */
    public static ConstraintCheck of(Memory constraint, String text) {
        requireNonNull(text, "text");
        String key = requireNonNull(constraint, "constraint").key();
        String value = constraint.value();
        Finding finding = key == null || value == null
                ? Finding.unchecked("it has no key, so no rule fits")
                : CheckRules.judge(key, value, Markdown.parse(text));
        return new ConstraintCheck(constraint, finding.result(), finding.reason());
    }

    /** Returns the check on one line: the result, the key and value, the reason. */
    public String line() {
        String about = memory.key() == null
                ? memory.id().toString()
                : PromptText.term(memory.key()) + " = " + PromptText.term(memory.value() + "");
        return "%s %s: %s".formatted(result, about, PromptText.line(reason));
    }
}
