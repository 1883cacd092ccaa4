package dev.commonground.internal.search;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Replaces each token by its {@link WordParts}. Not thread-safe. */
final class WordPartFilter extends TokenFilter {

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final Deque<String> further = new ArrayDeque<>();

    WordPartFilter(TokenStream tokens) {
        super(tokens);
    }

    @Override
    public boolean incrementToken() throws IOException {
        if (further.isEmpty()) {
            if (!input.incrementToken()) {
                return false;
            }
            if (WordParts.isPlain(term)) {
                return true;
            }
            further.addAll(WordParts.of(term.toString()));
        }
        term.setEmpty().append(further.remove());
        return true;
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        further.clear();
    }
}
