package dev.commonground.samples.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a page of notes into sentences, whether it is written in lines, bullets or paragraphs. */
final class Sentences {

    private static final Pattern BULLET = Pattern.compile("^(?:[-*•]|\\d{1,2}[.):]\\d{0,2})\\s+");
    private static final Pattern LABEL = Pattern.compile("^(\\p{Lu}[\\p{L}]*(?: \\p{L}+)?):\\s+(.*)$", Pattern.DOTALL);
    private static final Pattern END =
            Pattern.compile("(?<!\\b(?:Mr|Mrs|Ms|Dr|St|No|approx)\\.)(?<=[.!?])[\"”)]?\\s+(?=[\"“(]?\\p{Lu})");
    private static final Pattern QUOTES = Pattern.compile("[\"“”]");

    /**
     * One sentence.
     *
     * @param quoted whether somebody is quoted, so that "we" is not the author of the page
     */
    record Sentence(String text, boolean quoted) {}

    private Sentences() {}

    /** Returns the sentences of prose without any marks of lists or speakers. */
    static List<String> plain(String prose) {
        return END.splitAsStream(prose.strip().replaceAll("\\s+", " "))
                .filter(text -> !text.isBlank())
                .toList();
    }

    static List<Sentence> of(String page) {
        List<Sentence> sentences = new ArrayList<>();
        for (String block : blocks(page.replace('’', '\''))) {
            boolean speaking = false;
            for (String text : plain(block)) {
                Matcher label = LABEL.matcher(text);
                boolean speaker = label.matches() && !Vocabulary.LABELS.contains(lastWord(label.group(1)));
                speaking |= speaker;
                boolean quoted = speaking || QUOTES.matcher(text).find();
                String said = speaker ? label.group(2) : text;
                sentences.add(new Sentence(QUOTES.matcher(said).replaceAll("").strip(), quoted));
            }
        }
        return sentences;
    }

    private static List<String> blocks(String page) {
        List<String> blocks = new ArrayList<>();
        StringBuilder block = new StringBuilder();
        for (String line : page.lines().map(String::strip).toList()) {
            boolean item = BULLET.matcher(line).find()
                    || line.startsWith("#")
                    || LABEL.matcher(line).matches();
            if (item || line.isEmpty()) {
                flush(block, blocks);
            }
            block.append(BULLET.matcher(line).replaceFirst("")).append(' ');
        }
        flush(block, blocks);
        return blocks;
    }

    private static void flush(StringBuilder block, List<String> blocks) {
        if (!block.toString().isBlank()) {
            blocks.add(block.toString().strip());
        }
        block.setLength(0);
    }

    private static String lastWord(String label) {
        return label.substring(label.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT);
    }
}
