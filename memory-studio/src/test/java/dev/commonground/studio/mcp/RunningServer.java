package dev.commonground.studio.mcp;

import dev.commonground.SharedMemory;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.mcp.client.DefaultMcpClient;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.mcp.client.transport.http.StreamableHttpMcpTransport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A server on a memory of its own, and clients of it. */
@SuppressWarnings("try") // closing may be interrupted
final class RunningServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final SharedMemory memory;
    private final Server server = new Server();

    RunningServer(Path folder, UnaryOperator<SeatRules> rules) throws Exception {
        memory =
                SharedMemory.builder(folder.resolve("memory.db")).keywordsOnly().open();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler servlets = new ServletContextHandler();
        ServletHolder rooms = new ServletHolder(new HttpRooms(
                rules.apply(SeatRules.of(SharedMemory.DEFAULT_OWNER, null, null, null)), owner -> memory));
        rooms.setAsyncSupported(true);
        servlets.addServlet(rooms, HttpRooms.PATH);
        server.setHandler(servlets);
        server.start();
    }

    static RunningServer open(Path folder) throws Exception {
        return new RunningServer(folder, UnaryOperator.identity());
    }

    int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    String url(String query) {
        return "http://127.0.0.1:%d%s?%s".formatted(port(), HttpRooms.PATH, query);
    }

    DefaultMcpClient.Builder client(String query, Map<String, String> headers) {
        return DefaultMcpClient.builder()
                .autoHealthCheck(false)
                .initializationTimeout(PATIENCE)
                .toolExecutionTimeout(PATIENCE)
                .resourcesTimeout(PATIENCE)
                .transport(StreamableHttpMcpTransport.builder()
                        .url(url(query))
                        .timeout(PATIENCE)
                        .customHeaders(headers)
                        .subsidiaryChannel(true)
                        .build());
    }

    McpClient client(String query) {
        return client(query, Map.of()).build();
    }

    static String call(McpClient client, String tool, String arguments) {
        return client.executeTool(ToolExecutionRequest.builder()
                        .name(tool)
                        .arguments(arguments)
                        .build())
                .resultText();
    }

    @Override
    public void close() throws Exception {
        server.stop();
        memory.close();
    }
}
