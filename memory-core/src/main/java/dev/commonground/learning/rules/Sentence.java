package dev.commonground.learning.rules;

/**
 * One sentence of a text.
 *
 * @param text its words on one line, without marks of quotation
 * @param words the same as it stands in the text, verbatim
 * @param quoted whether somebody is quoted, so that "we" is not who wrote it down
 */
record Sentence(String text, String words, boolean quoted) {

    boolean asks() {
        return text.endsWith("?");
    }

    Sentence withText(String other) {
        return new Sentence(other, words, quoted);
    }
}
