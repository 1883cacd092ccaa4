package dev.commonground.studio.page;

import dev.commonground.SharedMemory;
import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.memory.Author;
import dev.commonground.store.MemoryStore;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A page on a memory of its own, with the tasks q3 and q4, and a browser without scripts. */
@SuppressWarnings("try") // closing may be interrupted
final class RunningPage implements AutoCloseable {

    final SharedMemory memory;
    private final Server server = new Server();
    private final CookieManager cookies = new CookieManager();
    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    RunningPage(Path folder) throws Exception {
        this(folder, Admission.of(new Visitor(Author.person("ann"), null)));
    }

    RunningPage(Path folder, Admission admission) throws Exception {
        MemoryStore store = SqliteStore.open(folder.resolve("memory.db"));
        memory = SharedMemory.builder(store).keywordsOnly().open();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler servlets = new ServletContextHandler();
        servlets.addServlet(
                new ServletHolder(
                        new PageServlet(memory, store, SharedMemory.DEFAULT_OWNER, admission, CrewReports.in(folder))),
                "/*");
        server.setHandler(servlets);
        server.start();
    }

    /** Forgets all cookies, as if another browser came. */
    void forgetCookies() {
        cookies.getCookieStore().removeAll();
    }

    String cookie() {
        return cookies.getCookieStore().getCookies().get(0).getValue();
    }

    String address() {
        return "http://127.0.0.1:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(URI.create(address() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> settle(Map<String, String> form) throws IOException, InterruptedException {
        return post("/settle", form);
    }

    HttpResponse<String> post(String path, Map<String, String> form) throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return browser.send(
                HttpRequest.newBuilder(URI.create(address() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() throws Exception {
        server.stop();
        memory.close();
    }
}
