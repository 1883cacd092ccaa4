package dev.commonground.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits lines, bullets and paragraphs into sentences. */
final class SentenceSplitter {

    /** A longer sentence is a table, a log or an attack on the patterns. */
    private static final int MAX_LENGTH = 1_000;

    private static final Pattern LINE = Pattern.compile("[^\\r\\n]*(?:\\r\\n|\\r|\\n|$)");
    private static final Pattern BULLET = Pattern.compile("^\\s*(?:[-*•]|\\d{1,2}[.):]\\d{0,2})\\s+");
    private static final Pattern LABEL = Pattern.compile("^(\\p{Lu}[\\p{L}]*(?: \\p{L}+)?):\\s+(.*)$", Pattern.DOTALL);
    private static final Pattern END =
            Pattern.compile("(?<!\\b(?:Mr|Mrs|Ms|Dr|St|No|approx)\\.)(?<=[.!?])[\"”)]?\\s+(?=[\"“(]?\\p{Lu})");
    private static final Pattern QUOTES = Pattern.compile("[\"“”]");

    private final String original;
    private final String text;
    private final List<Sentence> sentences = new ArrayList<>();

    private SentenceSplitter(String original, String text) {
        this.original = original;
        this.text = text;
    }

    /** Returns the sentences of {@code text}. A sentence after a name and a colon is a quotation. */
    static List<Sentence> split(String text) {
        return split(text, text);
    }

    /**
     * Returns the sentences of {@code text}, with their words as in {@code original}.
     *
     * @param text the original, perhaps with spaces instead of some characters
     */
    static List<Sentence> split(String original, String text) {
        SentenceSplitter splitter = new SentenceSplitter(original, text.replace('’', '\''));
        splitter.splitBlocks();
        return splitter.sentences;
    }

    private void splitBlocks() {
        int start = 0;
        Matcher lines = LINE.matcher(text);
        while (lines.find() && lines.start() < text.length()) {
            Matcher bullet = BULLET.matcher(lines.group());
            boolean bulleted = bullet.find();
            if (bulleted || startsBlock(lines.group().strip())) {
                splitBlock(start, lines.start());
                start = lines.start() + (bulleted ? bullet.end() : 0);
            }
        }
        splitBlock(start, text.length());
    }

    private static boolean startsBlock(String line) {
        return line.isEmpty() || line.startsWith("#") || LABEL.matcher(line).matches();
    }

    private void splitBlock(int start, int end) {
        boolean speaking = false;
        int from = start;
        Matcher ends = END.matcher(text).region(start, end).useTransparentBounds(true);
        while (from < end) {
            boolean more = ends.find();
            speaking = add(from, more ? ends.start() : end, speaking);
            from = more ? ends.end() : end;
        }
    }

    /** Adds a sentence, and returns whether it and the next sentence of the block are a speaker's words. */
    private boolean add(int from, int to, boolean speaking) {
        String line = EnglishWords.oneLine(text.substring(from, to));
        Matcher label = LABEL.matcher(line);
        boolean named = label.matches() && !CommonWords.LABELS.contains(lastWord(label.group(1)));
        String plain =
                QUOTES.matcher(named ? label.group(2) : line).replaceAll("").strip();
        if (!plain.isEmpty() && plain.length() <= MAX_LENGTH) {
            boolean quoted = speaking || named || QUOTES.matcher(line).find();
            sentences.add(new Sentence(plain, original.substring(from, to).strip(), quoted));
        }
        return speaking || named;
    }

    private static String lastWord(String label) {
        return label.substring(label.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT);
    }
}
