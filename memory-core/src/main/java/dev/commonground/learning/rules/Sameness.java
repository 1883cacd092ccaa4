package dev.commonground.learning.rules;

import dev.commonground.memory.Statement;

/** Whether two statements say the same, in whatever words if they have a key. */
final class Sameness {

    private Sameness() {}

    static boolean same(Statement one, Statement other) {
        return one.kind() == other.kind() && Words.stems(said(one)).equals(Words.stems(said(other)));
    }

    private static String said(Statement statement) {
        return statement.key() == null ? statement.text() : statement.key() + " " + statement.value();
    }
}
