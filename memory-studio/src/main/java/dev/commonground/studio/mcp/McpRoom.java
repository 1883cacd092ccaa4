package dev.commonground.studio.mcp;

import dev.commonground.AgentMemory;
import dev.commonground.MemoryLog.Subscription;
import dev.commonground.SharedMemory;
import dev.commonground.memory.ListRequest;
import dev.commonground.memory.Page;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer.SyncSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server of all clients on one seat: same task, same name, same rights. Clients on other seats have rooms of their
 * own, so nothing of one task, not even a hint that it changed, reaches another.
 */
final class McpRoom implements AutoCloseable {

    static final String BRIEFING = "memory://briefing";
    static final String MEMORIES = "memory://memories";
    static final String UNREACHABLE = "The memory could not be reached; go on without it.";

    private static final String INSTRUCTIONS =
            "The memory that you share with your team. Call brief before you begin, recall whenever you miss something, and remember what you learned or decided.";

    private static final String PLAIN = "text/plain";
    private static final McpSchema.ServerCapabilities CAPABILITIES = McpSchema.ServerCapabilities.builder()
            .tools(false)
            .resources(true, false)
            .prompts(false)
            .build();
    private static final Logger LOG = LoggerFactory.getLogger(McpRoom.class);

    private final Seat seat;
    private final SharedMemory memory;
    private final ClientHandles clients;
    private final McpSyncServer server;
    private final Subscription changes;

    private McpRoom(Seat seat, SharedMemory memory, SyncSpecification<?> specification) {
        this.seat = seat;
        this.memory = memory;
        this.clients = new ClientHandles(() -> new ToolCalls(handle(), this::handle));
        this.server = equip(specification).build();
        AgentMemory watched = handle();
        this.changes = watched.log().subscribe(watched.log().cursor(), told -> announce());
    }

    static McpRoom open(Seat seat, SharedMemory memory, SyncSpecification<?> specification) {
        return new McpRoom(seat, memory, specification);
    }

    private AgentMemory handle() {
        return seat.open(memory);
    }

    private SyncSpecification<?> equip(SyncSpecification<?> specification) {
        return specification
                .serverInfo("common-ground", "1")
                .instructions(INSTRUCTIONS)
                .jsonMapper(McpJsonDefaults.getMapper())
                .validateToolInputs(false)
                .capabilities(CAPABILITIES)
                .tools(ToolCatalog.tools().stream().map(this::tool).toList())
                .resources(
                        resource(BRIEFING, "briefing", "What an agent on this task should know", this::briefing),
                        resource(MEMORIES, "memories", "The live memories that this reader may read", this::memories))
                .prompts(prompt());
    }

    private SyncToolSpecification tool(McpSchema.Tool tool) {
        return new SyncToolSpecification(tool, (exchange, request) -> call(exchange, tool.name(), request.arguments()));
    }

    private CallToolResult call(McpSyncServerExchange exchange, String tool, @Nullable Map<String, Object> arguments) {
        try {
            String answer = clients.of(exchange.sessionId()).answer(tool, new ToolArguments(arguments));
            return CallToolResult.builder(List.of(text(answer))).build();
        } catch (RuntimeException e) { // a failure must neither reach the model nor end its session
            LOG.error("The tool {} failed; the client was told to go on without the memory", tool, e);
            return CallToolResult.builder(List.of(text(UNREACHABLE)))
                    .isError(true)
                    .build();
        }
    }

    private static SyncResourceSpecification resource(String uri, String name, String title, Supplier<String> text) {
        McpSchema.Resource resource = McpSchema.Resource.builder(uri, name)
                .title(title)
                .mimeType(PLAIN)
                .build();
        return new SyncResourceSpecification(resource, (exchange, request) -> content(uri, text.get()));
    }

    private static McpSchema.ReadResourceResult content(String uri, String text) {
        return McpSchema.ReadResourceResult.builder(List.of(McpSchema.TextResourceContents.builder(uri, text)
                        .mimeType(PLAIN)
                        .build()))
                .build();
    }

    private String briefing() {
        return new ToolCalls(handle(), this::handle).brief("");
    }

    private String memories() {
        Page page =
                handle().list(ListRequest.builder().limit(ListRequest.MAX_LIMIT).build());
        String rest = page.next() == null
                ? ""
                : "\n%d more; recall finds them."
                        .formatted(page.total() - page.memories().size());
        return page.memories().isEmpty() ? "The memory holds nothing yet." : SideNotes.notes(page.memories()) + rest;
    }

    private SyncPromptSpecification prompt() {
        McpSchema.PromptArgument work = McpSchema.PromptArgument.builder("work")
                .description("Your work, in one sentence")
                .required(false)
                .build();
        McpSchema.Prompt prompt = McpSchema.Prompt.builder("brief")
                .title("Brief me")
                .description("Begins a conversation with what the team knows about this task")
                .arguments(List.of(work))
                .build();
        return new SyncPromptSpecification(prompt, this::briefed);
    }

    private McpSchema.GetPromptResult briefed(McpSyncServerExchange exchange, McpSchema.GetPromptRequest request) {
        String briefing = clients.of(exchange.sessionId()).brief(new ToolArguments(request.arguments()).given("work"));
        return McpSchema.GetPromptResult.builder(
                        List.of(McpSchema.PromptMessage.builder(McpSchema.Role.USER, text(briefing))
                                .build()))
                .build();
    }

    private static TextContent text(String text) {
        return TextContent.builder(text).build();
    }

    private void announce() {
        for (String uri : List.of(BRIEFING, MEMORIES)) {
            server.notifyResourcesUpdated(new McpSchema.ResourcesUpdatedNotification(uri));
        }
    }

    @Override
    public void close() {
        changes.close();
        server.closeGracefully();
    }
}
