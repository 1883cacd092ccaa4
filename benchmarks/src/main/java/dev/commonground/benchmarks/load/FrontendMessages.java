package dev.commonground.benchmarks.load;

/**
 * Parses the messages of a client in PostgreSQL's protocol, version 3, and reports each executed statement.
 *
 * <p>Not thread-safe.
 */
final class FrontendMessages {

    /** The requests before the start-up message, which the server answers with one byte: TLS and GSS encryption. */
    private static final int NEGOTIATION = 80_877_103;

    private static final int NEGOTIATIONS = 2;
    private static final int UNTYPED_HEADER = 8;
    private static final int TYPED_HEADER = 5;

    private final Runnable executed;
    private final byte[] header = new byte[UNTYPED_HEADER];
    private boolean started;
    private int known;
    private long skip;

    FrontendMessages(Runnable executed) {
        this.executed = executed;
    }

    /** Reads the next bytes that the client sends. */
    void read(byte[] bytes, int start, int length) {
        int end = start + length;
        for (int at = start; at < end; at++) {
            int skipped = (int) Math.min(skip, end - at);
            skip -= skipped;
            at += skipped;
            if (at < end) {
                header[known++] = bytes[at];
                endHeader();
            }
        }
    }

    private void endHeader() {
        if (started && known == TYPED_HEADER) {
            if (header[0] == 'E' || header[0] == 'Q') {
                executed.run();
            }
            begin(number(1) - Integer.BYTES);
        } else if (!started && known == UNTYPED_HEADER) {
            int code = number(Integer.BYTES);
            started = code < NEGOTIATION || code >= NEGOTIATION + NEGOTIATIONS;
            begin(number(0) - UNTYPED_HEADER);
        }
    }

    private void begin(int rest) {
        skip = rest;
        known = 0;
    }

    private int number(int at) {
        int number = 0;
        for (int i = at; i < at + Integer.BYTES; i++) {
            number = (number << Byte.SIZE) | (header[i] & 0xff);
        }
        return number;
    }
}
