package dev.commonground.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Reads vectors from a column of type {@code real[]} without boxing. The driver returns text, or binary data if the script
 * requested it or the statement has run several times.
 */
final class VectorArray {

    /** The length of a one-dimensional array in binary form follows three numbers; its elements follow the lower bound. */
    private static final int LENGTH_AT = 12;

    private static final int ELEMENTS_AT = 20;

    /** An element in binary form is its length, which is four, and its bits. */
    private static final int ELEMENT_BYTES = 2 * Integer.BYTES;

    private VectorArray() {}

    static float[] read(ResultSet rows, int column) throws SQLException {
        byte[] sent = rows.getBytes(column);
        return sent.length > 0 && sent[0] == '{' ? ofText(sent) : ofBinary(sent);
    }

    private static float[] ofText(byte[] sent) {
        String[] numbers = new String(sent, 1, sent.length - 2, StandardCharsets.US_ASCII).split(",", -1);
        float[] vector = new float[numbers.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = Float.parseFloat(numbers[i]);
        }
        return vector;
    }

    private static float[] ofBinary(byte[] sent) {
        ByteBuffer buffer = ByteBuffer.wrap(sent);
        float[] vector = new float[buffer.getInt(LENGTH_AT)];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = buffer.getFloat(ELEMENTS_AT + i * ELEMENT_BYTES + Integer.BYTES);
        }
        return vector;
    }
}
