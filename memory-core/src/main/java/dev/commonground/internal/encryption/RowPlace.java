package dev.commonground.internal.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * Where a ciphertext belongs. It is bound to its place: at another one, it cannot be decrypted.
 *
 * @param table the table, for messages
 * @param parts what tells the place from every other one: each row has different parts
 */
record RowPlace(String table, List<String> parts) {

    /** Returns the table and the parts, each with its length. */
    byte[] bytes() {
        StringBuilder bytes =
                new StringBuilder().append(table.length()).append(':').append(table);
        parts.forEach(part -> bytes.append(part.length()).append(':').append(part));
        return bytes.toString().getBytes(UTF_8);
    }

    @Override
    public String toString() {
        return "The row %s of the table %s".formatted(String.join(" / ", parts), table);
    }
}
