package dev.commonground.rules;

import dev.commonground.memory.Statement;

/** Compares statements: by key and value if they have a key, otherwise by their words in the singular. */
final class Duplicates {

    private Duplicates() {}

    static boolean areDuplicates(Statement one, Statement other) {
        return one.kind() == other.kind() && EnglishWords.stems(text(one)).equals(EnglishWords.stems(text(other)));
    }

    private static String text(Statement statement) {
        return statement.key() == null ? statement.text() : statement.key() + " " + statement.value();
    }
}
