package dev.commonground.crew;

import dev.commonground.internal.learning.Quotation;
import java.util.ArrayList;
import java.util.List;

/**
 * The texts that an agent may quote as evidence: its task, its input and the results of its tools. Texts from the memory
 * are no sources; otherwise one agent's guess could be the evidence of another agent's constraint. Not thread-safe.
 */
final class Sources {

    private final List<String> texts;

    Sources(List<String> texts) {
        this.texts = new ArrayList<>(texts);
    }

    void add(String text) {
        texts.add(text);
    }

    /** Returns whether one of the sources contains {@code quote}. */
    boolean hold(String quote) {
        Quotation quotation = Quotation.of(quote);
        return texts.stream().anyMatch(text -> quotation.findIn(text).isPresent());
    }
}
