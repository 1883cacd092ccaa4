package dev.commonground.benchmarks.peers;

import dev.commonground.benchmarks.corpus.Corpus;
import dev.commonground.benchmarks.corpus.Filters;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A question of the corpus to one of the compared systems.
 *
 * @param number the index of the question in its list
 * @param text the words of the question
 * @param vector the vector of the question, of length 1
 * @param form what the system may use to answer
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Inquiry(int number, String text, float[] vector, QuestionForm form) {

    /** What a question asks for. The questions for vectors contain no known word. */
    enum QuestionForm {
        VECTORS,
        VECTORS_FILTERED,
        HYBRID,
        HYBRID_FILTERED;

        /** Returns whether words count as well as vectors. */
        boolean hybrid() {
            return this == HYBRID || this == HYBRID_FILTERED;
        }

        /** Returns whether the filters of {@link Filters} apply. */
        boolean filtered() {
            return this == VECTORS_FILTERED || this == HYBRID_FILTERED;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /** Returns all questions of a corpus in one form. */
    static List<Inquiry> all(Corpus corpus, QuestionForm form) {
        List<String> texts = form.hybrid() ? corpus.questions() : corpus.wordless();
        return IntStream.range(0, texts.size())
                .mapToObj(i -> new Inquiry(i, texts.get(i), corpus.vector(texts.get(i)), form))
                .toList();
    }
}
