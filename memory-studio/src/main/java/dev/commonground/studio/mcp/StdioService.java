package dev.commonground.studio.mcp;

import dev.commonground.SharedMemory;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import java.io.InputStream;
import java.io.OutputStream;

/** Serves one client over the standard streams, until the client closes its end. */
public final class StdioService {

    private StdioService() {}

    /** Serves the client on {@code seat}, and returns when {@code in} ends. */
    @SuppressWarnings("try") // the room serves until it is closed
    public static void serve(Seat seat, SharedMemory memory, InputStream in, OutputStream out) {
        ClientLines input = new ClientLines(in);
        StdioServerTransportProvider transport =
                new StdioServerTransportProvider(McpJsonDefaults.getMapper(), input, out);
        try (McpRoom room = McpRoom.open(seat, memory, McpServer.sync(transport))) {
            input.awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
