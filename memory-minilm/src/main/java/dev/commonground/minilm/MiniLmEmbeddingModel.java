package dev.commonground.minilm;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.output.Response;
import java.lang.ref.Cleaner;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The sentence transformer all-MiniLM-L6-v2 with 384 dimensions. Each text is embedded on one thread, which does not
 * spin while it waits. This halves the processor time of the model's default settings.
 *
 * <p>All instances in a process share one copy of the weights, about 140 MB of native memory. The first instance loads it,
 * and closing the last one frees it. An instance that is not closed is freed when it is no longer reachable.
 *
 * <p>Thread-safe. Loading takes up to 3 seconds and, for a moment, about 500 MB.
 */
public final class MiniLmEmbeddingModel extends AbstractInProcessEmbeddingModel implements AutoCloseable {

    private static final String MODEL = "/all-minilm-l6-v2.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-tokenizer.json";
    private static final int DIMENSIONS = 384;
    private static final SharedEncoder SHARED = new SharedEncoder(() -> LoadedEncoder.load(MODEL, TOKENIZER));
    private static final Cleaner CLEANER = Cleaner.create();

    private final SharedEncoder.Share share;
    private final Cleaner.Cleanable cleanable;

    /** Calls of the model hold the lock for reading, so that the native memory stays until they end. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    /** Loads the model, unless another instance has loaded it. */
    public MiniLmEmbeddingModel() {
        super(null);
        this.share = SHARED.share();
        this.cleanable = CLEANER.register(this, share);
    }

    /**
     * Embeds the texts.
     *
     * @throws IllegalStateException if the model is closed
     */
    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        lock.readLock().lock();
        try {
            return super.embedAll(segments);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    protected OnnxBertBiEncoder model() {
        if (share.isReturned()) {
            throw new IllegalStateException("The embedding model is closed: create another one");
        }
        return share.encoder();
    }

    @Override
    protected Integer knownDimension() {
        return DIMENSIONS;
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
