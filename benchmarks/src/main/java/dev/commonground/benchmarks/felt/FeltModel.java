package dev.commonground.benchmarks.felt;

import dev.commonground.SharedMemory;
import dev.commonground.minilm.MiniLmProvider;
import dev.commonground.recall.EmbeddingModelProvider;
import java.nio.file.Path;

/** The models that are compared by what a user waits for. */
enum FeltModel {
    NONE("without a model"),
    FULL("MiniLM"),
    QUANTIZED("MiniLM quantised");

    private final String words;

    FeltModel(String words) {
        this.words = words;
    }

    SharedMemory open(Path file) {
        SharedMemory.Builder builder = SharedMemory.builder(file);
        return (this == NONE ? builder.keywordsOnly() : builder.embeddings(provider())).open();
    }

    EmbeddingModelProvider provider() {
        return this == QUANTIZED ? MiniLmProvider.quantized() : MiniLmProvider.full();
    }

    @Override
    public String toString() {
        return words;
    }
}
