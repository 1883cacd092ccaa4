package dev.commonground.learning;

import java.util.List;

/** Takes statements out of what was said without a model. */
@FunctionalInterface
public interface Rules {

    /**
     * Returns what the speakers say.
     *
     * @param conversation the utterances, oldest first
     */
    List<Extracted> extract(List<Utterance> conversation);
}
