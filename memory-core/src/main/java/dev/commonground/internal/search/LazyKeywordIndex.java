package dev.commonground.internal.search;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * A keyword index that tokenizes texts on the first search after a write. An agent that writes without searching does
 * not pay for the tokenization.
 *
 * <p>Several threads may {@linkplain #get read} at once; the owner excludes readers during {@link #add}.
 */
final class LazyKeywordIndex {

    /** The heap size of a pending text without its characters; an estimate. */
    private static final int PENDING_BYTES = 60;

    /** From this number of texts on, tokenizing them in parallel is faster. */
    private static final int MANY = 256;

    /** The texts whose terms are on the heap at once, before they are in the index. */
    private static final int BATCH = 4_096;

    private final KeywordIndex keywords = new KeywordIndex();

    /** The texts of the last passages, not tokenized yet. */
    private final Deque<String> pending = new ArrayDeque<>();

    private long pendingBytes;
    private volatile boolean tokenized = true;

    /** Adds the text of the next passage. */
    void add(String text) {
        pending.add(text);
        pendingBytes += PENDING_BYTES + HeapSize.of(text);
        tokenized = false;
    }

    /** Returns the index of all passages; blocks until the pending texts are tokenized. */
    KeywordIndex get() {
        if (!tokenized) {
            tokenize();
        }
        return keywords;
    }

    private synchronized void tokenize() {
        while (!pending.isEmpty()) {
            List<SearchTerms> batch = tokenized(pending.stream().limit(BATCH));
            batch.forEach(terms -> {
                keywords.add(terms);
                pending.remove();
            });
        }
        pendingBytes = 0;
        tokenized = true;
    }

    /** Uses every processor for a scope that was just read from the store; a thread for a few texts costs more than it gains. */
    private List<SearchTerms> tokenized(Stream<String> texts) {
        return (pending.size() < MANY ? texts : texts.parallel())
                .map(Tokenizer::searchTerms)
                .toList();
    }

    /** Returns an estimate of the heap size in bytes. */
    synchronized long weight() {
        return keywords.weight() + pendingBytes;
    }
}
