package dev.commonground.postgres;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Sockets for PostgreSQL's driver (its property {@code socketFactory}) that count the round trips of each thread: it sent
 * something and then waited for an answer.
 */
public class TripCounter extends SocketFactory {

    private static final ThreadLocal<Integer> TRIPS = ThreadLocal.withInitial(() -> 0);

    /** Creates the factory; the driver does. */
    public TripCounter() {}

    /** Returns the number of round trips that an action takes on this thread. */
    static int tripsOf(Runnable action) {
        int before = TRIPS.get();
        action.run();
        return TRIPS.get() - before;
    }

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

        private volatile boolean asked;

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(byte[] bytes, int start, int length) throws IOException {
                    out.write(bytes, start, length);
                    asked = true;
                }
            };
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read(byte[] bytes, int start, int length) throws IOException {
                    int count = in.read(bytes, start, length);
                    TRIPS.set(TRIPS.get() + (asked ? 1 : 0));
                    asked = false;
                    return count;
                }
            };
        }
    }
}
