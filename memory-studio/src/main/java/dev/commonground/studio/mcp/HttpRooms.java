package dev.commonground.studio.mcp;

import dev.commonground.SharedMemory;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Serves clients over streamable HTTP: finds the seat of each request, and passes it to the room of the seat. */
public final class HttpRooms extends HttpServlet {

    /** The path of the endpoint. */
    public static final String PATH = "/mcp";

    private static final int MOST_ROOMS = 1_000;
    private static final int MOST_BYTES = 4 * 1024 * 1024;
    private static final Duration ALIVE = Duration.ofSeconds(30);
    private static final String BEARER = "Bearer ";
    private static final long serialVersionUID = 1L;

    private final transient SeatRules rules;
    private final transient Function<String, SharedMemory> memories;
    private final transient Map<Seat, Room> rooms = new HashMap<>();

    /** A room and the servlet that leads to it. */
    private record Room(McpRoom room, HttpServletStreamableServerTransportProvider transport) {}

    /**
     * Creates the servlet.
     *
     * @param rules who may sit where
     * @param memories returns the open memory of an owner
     */
    public HttpRooms(SeatRules rules, Function<String, SharedMemory> memories) {
        this.rules = rules;
        this.memories = memories;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Room room;
        try {
            room = room(rules.seat(token(request), parameters(request)));
        } catch (SeatRefusedException e) {
            refuse(response, e.status(), e.getMessage());
            return;
        } catch (IllegalArgumentException e) {
            refuse(response, HttpServletResponse.SC_BAD_REQUEST, e.getMessage());
            return;
        }
        room.transport.service(request, response);
    }

    private static @Nullable String token(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()) : null;
    }

    private static Map<String, String> parameters(HttpServletRequest request) {
        Map<String, String> parameters = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> parameters.put(name, values[0]));
        return parameters;
    }

    private static void refuse(HttpServletResponse response, int status, @Nullable String message) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().println(message);
    }

    private Room room(Seat seat) throws ServletException {
        synchronized (rooms) {
            Room known = rooms.get(seat);
            if (known != null) {
                return known;
            }
            if (rooms.size() >= MOST_ROOMS) {
                throw new SeatRefusedException(
                        HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                        "There are %,d pairs of task and agent already: start a server for more".formatted(MOST_ROOMS));
            }
            Room opened = open(seat);
            rooms.put(seat, opened);
            return opened;
        }
    }

    private Room open(Seat seat) throws ServletException {
        HttpServletStreamableServerTransportProvider transport = HttpServletStreamableServerTransportProvider.builder()
                .jsonMapper(McpJsonDefaults.getMapper())
                .mcpEndpoint(PATH)
                .maxRequestSize(MOST_BYTES)
                .keepAliveInterval(ALIVE)
                .build();
        transport.init(getServletConfig());
        return new Room(McpRoom.open(seat, memories.apply(seat.owner()), McpServer.sync(transport)), transport);
    }

    @Override
    public void destroy() {
        synchronized (rooms) {
            rooms.values().forEach(room -> room.room.close());
            rooms.clear();
        }
    }
}
