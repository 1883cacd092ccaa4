package dev.commonground.learning.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a text into sentences, whether it is written in lines, bullets or paragraphs. */
final class Sentences {

    /** A sentence with more characters is no sentence, but a table, a log or an attack on the patterns. */
    private static final int LONGEST = 1_000;

    private static final Pattern LINE = Pattern.compile("[^\\r\\n]*(?:\\r\\n|\\r|\\n|$)");
    private static final Pattern BULLET = Pattern.compile("^\\s*(?:[-*•]|\\d{1,2}[.):]\\d{0,2})\\s+");
    private static final Pattern LABEL = Pattern.compile("^(\\p{Lu}[\\p{L}]*(?: \\p{L}+)?):\\s+(.*)$", Pattern.DOTALL);
    private static final Pattern END =
            Pattern.compile("(?<!\\b(?:Mr|Mrs|Ms|Dr|St|No|approx)\\.)(?<=[.!?])[\"”)]?\\s+(?=[\"“(]?\\p{Lu})");
    private static final Pattern QUOTES = Pattern.compile("[\"“”]");

    private final String text;
    private final List<Sentence> sentences = new ArrayList<>();

    private Sentences(String text) {
        this.text = text;
    }

    /** Returns the sentences of {@code text}; a name and a colon in front of one makes it a quotation. */
    static List<Sentence> of(String text) {
        return of(text, text);
    }

    /** Returns the sentences of {@code read}, with their words as {@code text} has them at the same places. */
    static List<Sentence> of(String text, String read) {
        Sentences cut = new Sentences(text);
        cut.cutBlocks(read.replace('’', '\''));
        return cut.sentences;
    }

    private void cutBlocks(String read) {
        int start = 0;
        Matcher lines = LINE.matcher(read);
        while (lines.find() && lines.start() < read.length()) {
            String line = lines.group();
            Matcher bullet = BULLET.matcher(line);
            boolean bulleted = bullet.find();
            String plain = line.strip();
            if (bulleted
                    || plain.isEmpty()
                    || plain.startsWith("#")
                    || LABEL.matcher(plain).matches()) {
                cut(read, start, lines.start());
                start = lines.start() + (bulleted ? bullet.end() : 0);
            }
        }
        cut(read, start, read.length());
    }

    private void cut(String read, int start, int end) {
        boolean speaking = false;
        int from = start;
        Matcher ends = END.matcher(read).region(start, end).useTransparentBounds(true);
        while (from < end) {
            boolean more = ends.find();
            speaking = add(read, from, more ? ends.start() : end, speaking);
            from = more ? ends.end() : end;
        }
    }

    private boolean add(String read, int from, int to, boolean speaking) {
        String said = Words.oneLine(read.substring(from, to));
        Matcher label = LABEL.matcher(said);
        boolean speaker = label.matches() && !Vocabulary.LABELS.contains(lastWord(label.group(1)));
        boolean quoted = speaking || speaker;
        String plain =
                QUOTES.matcher(speaker ? label.group(2) : said).replaceAll("").strip();
        if (!plain.isEmpty() && plain.length() <= LONGEST) {
            boolean inQuotes = quoted || QUOTES.matcher(said).find();
            sentences.add(new Sentence(plain, text.substring(from, to).strip(), inQuotes));
        }
        return quoted;
    }

    private static String lastWord(String label) {
        return label.substring(label.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT);
    }
}
