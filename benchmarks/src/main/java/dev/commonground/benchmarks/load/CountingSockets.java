package dev.commonground.benchmarks.load;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Sockets for PostgreSQL's driver (its property {@code socketFactory}) that count what passes, in {@link WireCounts#ALL}. The
 * counts are exact for connections without TLS.
 */
public final class CountingSockets extends SocketFactory {

    /** Creates the factory; the driver does. */
    public CountingSockets() {}

    @Override
    public Socket createSocket() {
        return new CountingSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw unconnected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        throw unconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw unconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        throw unconnected();
    }

    private static IOException unconnected() {
        return new IOException("These sockets are only created without a connection, as the driver of PostgreSQL does");
    }

    /** A socket that counts. One thread at a time uses it, as a connection. */
    private static final class CountingSocket extends Socket {

        private volatile long asked;

        @Override
        public OutputStream getOutputStream() throws IOException {
            FrontendMessages messages = new FrontendMessages(WireCounts.ALL.statements::increment);
            OutputStream out = super.getOutputStream();
            return new Counting(out, (bytes, start, length) -> {
                messages.read(bytes, start, length);
                WireCounts.ALL.sent.add(length);
                asked = System.nanoTime();
            });
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read(byte[] bytes, int start, int length) throws IOException {
                    int count = in.read(bytes, start, length);
                    answered(count);
                    return count;
                }
            };
        }

        private void answered(int count) {
            WireCounts.ALL.received.add(Math.max(0, count));
            if (asked != 0) {
                WireCounts.ALL.trips.increment();
                WireCounts.ALL.waited.add(System.nanoTime() - asked);
                asked = 0;
            }
        }
    }

    /** Told of written bytes. */
    private interface WrittenBytes {
        void bytes(byte[] bytes, int start, int length);
    }

    /** Passes each written buffer to a counter as well. */
    private static final class Counting extends FilterOutputStream {

        private final WrittenBytes written;

        Counting(OutputStream out, WrittenBytes written) {
            super(out);
            this.written = written;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            out.write(bytes, start, length);
            written.bytes(bytes, start, length);
        }
    }
}
