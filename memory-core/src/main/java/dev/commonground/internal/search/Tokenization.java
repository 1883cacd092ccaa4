package dev.commonground.internal.search;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Tokenizes texts for an index on several threads. Each thread takes the next few texts until there are no more. Their
 * terms enter the index in the order of the texts, so only the terms of a few texts are on the heap at once.
 *
 * <p>Thread-safe; nobody else may use the index before {@link #finish} returns.
 */
final class Tokenization implements Runnable {

    /** From this number of texts on, another thread saves more than it costs. */
    private static final int MANY = 256;

    /** The number of texts that a thread takes at once. */
    private static final int TAKEN = 64;

    private final List<String> texts;
    private final KeywordIndex index;
    private final AtomicInteger next = new AtomicInteger();

    /** The terms of texts behind others that are not tokenized yet, by the first of these texts. */
    private final Map<Integer, List<SearchTerms>> early = new HashMap<>();

    private int added;
    private final CompletableFuture<@Nullable Void> all = new CompletableFuture<>();

    private Tokenization(List<String> texts, KeywordIndex index) {
        this.texts = texts;
        this.index = index;
    }

    /** Begins on other processors, as far as that is faster. */
    static Tokenization begin(List<String> texts, KeywordIndex index) {
        Tokenization begun = new Tokenization(List.copyOf(texts), index);
        int helpers = Math.min(texts.size() / MANY, ForkJoinPool.getCommonPoolParallelism());
        for (int helper = 0; helper < helpers; helper++) {
            ForkJoinPool.commonPool().execute(begun);
        }
        return begun;
    }

    /**
     * Tokenizes what no other thread has taken, and returns when the terms of all texts are in the index.
     *
     * @throws CompletionException if a text cannot be tokenized
     */
    void finish() {
        run();
        if (!texts.isEmpty()) {
            all.join();
        }
    }

    /** Returns the number of texts whose terms are in the index. */
    synchronized int added() {
        return added;
    }

    /** Tokenizes what no other thread has taken. */
    @Override
    public void run() {
        try {
            for (int first = take(); first < texts.size(); first = take()) {
                List<String> taken = texts.subList(first, Math.min(first + TAKEN, texts.size()));
                add(first, taken.stream().map(Tokenizer::searchTerms).toList());
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private int take() {
        return all.isDone() ? texts.size() : next.getAndAdd(TAKEN);
    }

    private synchronized void fail(Throwable cause) {
        all.completeExceptionally(cause);
    }

    private synchronized void add(int first, List<SearchTerms> terms) {
        if (all.isDone()) {
            return; // another thread has failed, and its texts are missing
        }
        early.put(first, terms);
        for (List<SearchTerms> ready = early.remove(added); ready != null; ready = early.remove(added)) {
            for (SearchTerms one : ready) {
                index.add(one);
                added++;
            }
        }
        if (added == texts.size()) {
            all.complete(null);
        }
    }
}
