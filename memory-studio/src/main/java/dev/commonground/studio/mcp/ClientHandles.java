package dev.commonground.studio.mcp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The handles of the clients in a room, by session. A client that vanishes never says so: the handle that was used
 * longest ago makes way. Its client, should it come back, has merely been shown nothing yet.
 *
 * <p>Thread-safe.
 */
final class ClientHandles {

    private static final int MOST = 1_000;

    private final Supplier<ToolCalls> open;
    private final Map<String, ToolCalls> bySession = new LinkedHashMap<>(16, 0.75f, true);

    ClientHandles(Supplier<ToolCalls> open) {
        this.open = open;
    }

    synchronized ToolCalls of(String session) {
        ToolCalls calls = bySession.computeIfAbsent(session, id -> open.get());
        if (bySession.size() > MOST) {
            bySession.remove(bySession.keySet().iterator().next());
        }
        return calls;
    }
}
