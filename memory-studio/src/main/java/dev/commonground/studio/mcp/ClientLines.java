package dev.commonground.studio.mcp;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client sends over the standard streams, without the lines that are no messages: the SDK would read nothing after
 * such a line. Tells when the client has closed its end.
 */
final class ClientLines extends InputStream {

    private static final Logger LOG = LoggerFactory.getLogger(ClientLines.class);
    private static final int BYTE = 0xFF;

    private final InputStream in;
    private final CountDownLatch ended = new CountDownLatch(1);
    private byte[] line = {};
    private int next;

    ClientLines(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    @Override
    public int read() throws IOException {
        return hasBytes() ? line[next++] & BYTE : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0 || !hasBytes()) {
            return length == 0 ? 0 : -1;
        }
        int count = Math.min(length, line.length - next);
        System.arraycopy(line, next, buffer, offset, count);
        next += count;
        return count;
    }

    private boolean hasBytes() throws IOException {
        if (next == line.length) {
            line = nextMessage();
            next = 0;
        }
        return line.length > 0;
    }

    /** Returns the next line that is a message; empty if the client has closed its end. */
    private byte[] nextMessage() throws IOException {
        byte[] read = readLine();
        while (read.length > 0 && !isMessage(read)) {
            LOG.warn("A line of the client is no message of the protocol, and was left out");
            read = readLine();
        }
        if (read.length == 0) {
            ended.countDown();
        }
        return read;
    }

    /** Returns the next line with its end; empty if there is none. */
    private byte[] readLine() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int one = in.read();
        while (one >= 0) {
            bytes.write(one);
            one = one == '\n' ? -1 : in.read();
        }
        return bytes.toByteArray();
    }

    private static boolean isMessage(byte[] line) {
        try {
            McpSchema.JSONRPCMessage message = McpSchema.deserializeJsonRpcMessage(
                    McpJsonDefaults.getMapper(), new String(line, StandardCharsets.UTF_8));
            return message != null;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    void awaitEnd() throws InterruptedException {
        ended.await();
    }
}
