package dev.commonground.internal.search;

import java.util.ArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A keyword index that tokenizes texts on the first search after a write. An agent that writes without searching does
 * not pay for the tokenization.
 *
 * <p>Several threads may {@linkplain #get read} at once; the owner excludes readers during {@link #add}.
 */
final class LazyKeywordIndex {

    /** The heap size of a pending text without its characters; an estimate. */
    private static final int PENDING_BYTES = 60;

    private final KeywordIndex keywords = new KeywordIndex();

    /** The texts of the last passages, not tokenized yet. */
    private final ArrayList<String> pending = new ArrayList<>();

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

    private void tokenize() {
        whileTokenizing(() -> null);
    }

    /** Tokenizes the pending texts on other processors while the caller does some work, and returns its result after both. */
    synchronized <T extends @Nullable Object> T whileTokenizing(Supplier<T> work) {
        Tokenization tokenization = Tokenization.begin(pending, keywords);
        try {
            return work.get();
        } finally {
            finish(tokenization);
        }
    }

    private void finish(Tokenization tokenization) {
        try {
            tokenization.finish();
        } finally {
            pending.subList(0, tokenization.added()).clear();
            pending.trimToSize(); // the first search of a scope tokenizes all its texts, and later ones a few
        }
        pendingBytes = 0;
        tokenized = true;
    }

    /** Returns an estimate of the heap size in bytes. */
    synchronized long weight() {
        return keywords.weight() + pendingBytes;
    }
}
