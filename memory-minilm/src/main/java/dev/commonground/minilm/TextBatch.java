package dev.commonground.minilm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Texts that the model reads in one tensor, padded to the longest of them.
 *
 * <p>Immutable.
 */
final class TextBatch {

    /** The most numbers of a tensor: enough to use the processor well, and few megabytes within the model. */
    private static final int MOST_TOKENS = 512;

    /** How much longer than the shortest text the longest one may be, so that little is computed for padding. */
    private static final double MOST_PADDING = 1.2;

    /** The places of the texts in the caller's list. */
    private final int[] texts;

    private final long[][] tokens;
    private final int length;

    private TextBatch(long[][] tokens, int[] texts) {
        this.texts = texts;
        this.tokens = Arrays.stream(texts).mapToObj(text -> tokens[text]).toArray(long[][]::new);
        this.length = tokens[texts[texts.length - 1]].length;
    }

    /** Divides texts into batches of similar lengths, at most {@code mostTexts} each. */
    static List<TextBatch> of(long[][] tokens, int mostTexts) {
        int[] byLength = IntStream.range(0, tokens.length)
                .boxed()
                .sorted(Comparator.comparingInt(text -> tokens[text].length))
                .mapToInt(Integer::intValue)
                .toArray();
        List<TextBatch> batches = new ArrayList<>();
        int from = 0;
        while (from < byLength.length) {
            int to = end(tokens, byLength, from, mostTexts);
            batches.add(new TextBatch(tokens, Arrays.copyOfRange(byLength, from, to)));
            from = to;
        }
        return batches;
    }

    private static int end(long[][] tokens, int[] byLength, int from, int mostTexts) {
        double longest = tokens[byLength[from]].length * MOST_PADDING + 1;
        int to = from + 1;
        while (to < byLength.length
                && to - from < mostTexts
                && tokens[byLength[to]].length <= longest
                && tokens[byLength[to]].length * (to - from + 1) <= MOST_TOKENS) {
            to++;
        }
        return to;
    }

    int size() {
        return texts.length;
    }

    /** Returns the number of tokens of the longest text. */
    int length() {
        return length;
    }

    /** Returns the place of the text of a row in the caller's list. */
    int text(int row) {
        return texts[row];
    }

    /** Returns the number of tokens of the text of a row. */
    int tokens(int row) {
        return tokens[row].length;
    }

    long[] shape() {
        return new long[] {texts.length, length};
    }

    /** Returns the tokens, each row filled up with zeros. */
    long[] ids() {
        long[] ids = new long[texts.length * length];
        for (int row = 0; row < texts.length; row++) {
            System.arraycopy(tokens[row], 0, ids, row * length, tokens[row].length);
        }
        return ids;
    }

    /** Returns 1 for each token, and 0 where a row is filled up. */
    long[] attentionMask() {
        long[] mask = new long[texts.length * length];
        for (int row = 0; row < texts.length; row++) {
            Arrays.fill(mask, row * length, row * length + tokens[row].length, 1);
        }
        return mask;
    }

    /** Returns zeros: all tokens belong to the first and only part of a text. */
    long[] typeIds() {
        return new long[texts.length * length];
    }
}
