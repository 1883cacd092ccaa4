package dev.commonground.studio;

import jakarta.servlet.DispatcherType;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a server, and the server that they describe. */
final class WebServer {

    private static final String PASSWORD = "COMMONGROUND_TLS_PASSWORD";

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "The address to listen on (default: 127.0.0.1)")
    private String host = "127.0.0.1";

    @Option(
            names = "--tls",
            paramLabel = "KEYSTORE",
            description = "A PKCS#12 keystore to serve TLS with; its password is in $" + PASSWORD)
    private @Nullable Path keystore;

    /**
     * Starts a server for these servlets.
     *
     * @param port the port, or 0 for any free one
     * @param needsToken whether every client has to show a token
     * @throws IllegalArgumentException if others than this machine could reach the server without TLS and a token
     */
    Server start(int port, boolean needsToken, ServletContextHandler servlets) {
        checkReach(needsToken);
        Server server = new Server();
        server.addConnector(connector(server, port));
        servlets.addFilter(new RefusedBodies(), "/*", EnumSet.of(DispatcherType.REQUEST));
        servlets.addFilter(new SafeOrigins(isLoopback()), "/*", EnumSet.of(DispatcherType.REQUEST));
        server.setHandler(servlets);
        server.setStopAtShutdown(true);
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(
                    "The server could not listen on %s:%d: name another --host or port, or see the cause"
                            .formatted(host, port),
                    e);
        }
        return server;
    }

    private void checkReach(boolean needsToken) {
        if (!isLoopback() && !needsToken && keystore == null) {
            throw new IllegalArgumentException(
                    "Everybody who reaches %s could read and write the memory: give --tokens or --tls, or listen on 127.0.0.1"
                            .formatted(host));
        }
    }

    private boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "There is no host %s: name an address of this machine".formatted(host), e);
        }
    }

    private ServerConnector connector(Server server, int port) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        HttpConnectionFactory http = new HttpConnectionFactory(configuration);
        if (keystore != null) {
            configuration.addCustomizer(new SecureRequestCustomizer(false));
        }
        ServerConnector connector = keystore == null
                ? new ServerConnector(server, http)
                : new ServerConnector(server, new SslConnectionFactory(tls(keystore), "http/1.1"), http);
        connector.setHost(host);
        connector.setPort(port);
        return connector;
    }

    private static SslContextFactory.Server tls(Path keystore) {
        String password = System.getenv(PASSWORD);
        if (password == null) {
            throw new IllegalArgumentException(
                    "The password of %s is unknown: set the variable %s".formatted(keystore, PASSWORD));
        }
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(keystore.toAbsolutePath().toString());
        tls.setKeyStoreType("PKCS12");
        tls.setKeyStorePassword(password);
        return tls;
    }

    /** Waits until a started server ends, or the waiting thread is interrupted, which ends the server. */
    static void await(Server server) throws InterruptedException {
        try {
            server.join();
        } finally {
            LifeCycle.stop(server);
        }
    }

    /** Returns the address of a started server. */
    String address(Server server) {
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        return "%s://%s:%d"
                .formatted(keystore == null ? "http" : "https", host.contains(":") ? "[" + host + "]" : host, port);
    }
}
