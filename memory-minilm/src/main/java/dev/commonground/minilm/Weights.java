package dev.commonground.minilm;

/** The two forms of the model. Each is in a jar of its own, and has vectors of its own. */
enum Weights {
    FULL("all-minilm-l6-v2", 16),

    /**
     * Weights of 8 bits. The scale of its activations is computed from all numbers of a tensor, so texts that share a tensor
     * change each other's vectors (by up to 0.03 in a number). Each text has a tensor of its own.
     */
    QUANTIZED("all-minilm-l6-v2-q", 1);

    private final String id;
    private final int mostTexts;

    Weights(String id, int mostTexts) {
        this.id = id;
        this.mostTexts = mostTexts;
    }

    /** Returns the id of the model, under which a store keeps its vectors. */
    String id() {
        return id;
    }

    /** Returns how many texts may share a tensor. */
    int mostTexts() {
        return mostTexts;
    }

    String modelResource() {
        return "/" + id + ".onnx";
    }

    String tokenizerResource() {
        return "/" + id + "-tokenizer.json";
    }

    /** Returns the weights that are on the class path: the quantised ones if they are there. */
    static Weights onClassPath() {
        return Weights.class.getResource(QUANTIZED.modelResource()) == null ? FULL : QUANTIZED;
    }
}
