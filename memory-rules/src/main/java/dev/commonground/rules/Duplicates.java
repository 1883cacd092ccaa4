package dev.commonground.rules;

import dev.commonground.memory.Statement;

/** Compares statements: by key and value if they have a key, otherwise by their words in the singular. */
final class Duplicates {

    private Duplicates() {}

    static boolean areDuplicates(Statement one, Statement other) {
        return sense(one).equals(sense(other));
    }

    /** Returns a text that two statements have in common exactly if they are duplicates. */
    static String sense(Statement statement) {
        return statement.kind() + " " + String.join(" ", EnglishWords.stems(text(statement)));
    }

    private static String text(Statement statement) {
        return statement.key() == null ? statement.text() : statement.key() + " " + statement.value();
    }
}
