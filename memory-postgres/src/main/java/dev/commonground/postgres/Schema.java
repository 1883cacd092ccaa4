package dev.commonground.postgres;

/**
 * The schema in which the tables stand.
 *
 * @param name its name, at most {@value #LONGEST} characters
 */
record Schema(String name) {

    /** PostgreSQL cuts longer names off. */
    private static final int LONGEST = 63;

    Schema {
        if (name.isBlank() || name.length() > LONGEST || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "The schema's name has %d characters, but 1 to %d are allowed, not all blank: pass such a name"
                            .formatted(name.length(), LONGEST));
        }
    }

    /** Returns a statement with {@code @} in front of a table turned into this schema. */
    String sql(String statement) {
        return statement.replace("@", quoted() + ".");
    }

    /** Returns a text as it stands in a statement that {@link #sql} turns into this schema. */
    static String literal(String text) {
        return "E'"
                + StoredText.of(text).replace("\\", "\\\\").replace("'", "''").replace("@", "\\x40") + "'";
    }

    /** Returns the name as it stands in a statement. */
    String quoted() {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
