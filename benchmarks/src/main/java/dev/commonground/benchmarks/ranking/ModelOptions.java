package dev.commonground.benchmarks.ranking;

import dev.commonground.minilm.MiniLmProvider;
import dev.commonground.recall.EmbeddingModelProvider;
import dev.langchain4j.model.embedding.EmbeddingModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The embedding model of a recall benchmark. */
public final class ModelOptions {

    @Option(
            names = "--model",
            paramLabel = "CLASS",
            description = "Another langchain4j EmbeddingModel: a class with a constructor without arguments")
    private @Nullable String model;

    @Option(names = "--quantized", description = "The quantised form of MiniLM")
    private boolean quantized;

    /** Creates the options. */
    public ModelOptions() {}

    /** Returns the provider of the chosen model; MiniLM if no option names another. */
    public EmbeddingModelProvider provider() throws ReflectiveOperationException {
        if (model == null) {
            return quantized ? MiniLmProvider.quantized() : MiniLmProvider.full();
        }
        Class<? extends EmbeddingModel> type = Class.forName(model).asSubclass(EmbeddingModel.class);
        return EmbeddingModelProvider.of(model, type.getConstructor().newInstance());
    }
}
