package dev.commonground.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Converts vectors to and from bytes: little-endian floats. */
public final class VectorBytes {

    private VectorBytes() {}

    /** Returns the bytes of a vector. */
    public static byte[] of(float[] vector) {
        ByteBuffer buffer = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(vector);
        return buffer.array();
    }

    /** Returns the vector of these bytes. */
    public static float[] read(byte[] bytes) {
        float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }
}
