package dev.commonground.postgres;

/**
 * The schema of the tables.
 *
 * @param name the name, at most {@value #LONGEST} characters long
 */
record Schema(String name) {

    /** PostgreSQL truncates longer names. */
    private static final int LONGEST = 63;

    Schema {
        if (name.isBlank() || name.length() > LONGEST || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "The schema name has length %d and is not valid: pass 1 to %d characters, not all blank and without NUL"
                            .formatted(name.length(), LONGEST));
        }
    }

    /** Returns a statement in which this schema replaces each {@code @} before a table. */
    String sql(String statement) {
        return statement.replace("@", quoted() + ".");
    }

    /** Returns a text as a literal for a statement that {@link #sql} converts. */
    static String literal(String text) {
        return "E'"
                + StoredText.of(text).replace("\\", "\\\\").replace("'", "''").replace("@", "\\x40") + "'";
    }

    /** Returns the name as a quoted identifier. */
    String quoted() {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
