package dev.commonground.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postgresql.Driver;

/** A proxy between client and server that breaks connections, or loses the answers of the server. */
public final class CuttingProxy implements AutoCloseable {

    private final ServerSocket door;
    private final String host;
    private final int port;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicBoolean losing = new AtomicBoolean();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "cutting-proxy");
        thread.setDaemon(true);
        return thread;
    });

    public CuttingProxy(String url) throws IOException {
        var properties = Driver.parseURL(url, new java.util.Properties());
        if (properties == null) {
            throw new IllegalArgumentException(url);
        }
        this.host = properties.getProperty("PGHOST", "localhost");
        this.port = Integer.parseInt(properties.getProperty("PGPORT", "5432"));
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** Returns the address of the database through this proxy. */
    public String through(String url) {
        return url.replaceFirst("//[^/]+/", "//127.0.0.1:%d/".formatted(door.getLocalPort()));
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                Socket server = new Socket(host, port);
                open.addAll(List.of(client, server));
                threads.execute(() -> pass(client, server, false));
                threads.execute(() -> pass(server, client, true));
            }
        } catch (IOException closed) {
            cut();
        }
    }

    private void pass(Socket from, Socket to, boolean answers) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[65_536];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (answers && losing.compareAndSet(true, false)) {
                    return;
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException cut) {
            open.remove(from);
        }
    }

    /** Breaks the connection of the server's next answer before it is delivered. */
    public void loseNextAnswer() {
        losing.set(true);
    }

    boolean hasLost() {
        return !losing.get();
    }

    /** Breaks all connections. */
    public void cut() {
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        open.clear();
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
        threads.shutdownNow();
    }
}
