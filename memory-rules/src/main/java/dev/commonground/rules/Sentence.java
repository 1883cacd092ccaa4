package dev.commonground.rules;

/**
 * A sentence of a text.
 *
 * @param text the sentence on one line, without quotation marks
 * @param words the sentence verbatim
 * @param quoted whether the sentence is a quotation, in which "we" is not the author of the text
 */
record Sentence(String text, String words, boolean quoted) {

    boolean asks() {
        return text.endsWith("?");
    }

    Sentence withText(String other) {
        return new Sentence(other, words, quoted);
    }
}
