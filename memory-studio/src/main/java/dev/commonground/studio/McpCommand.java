package dev.commonground.studio;

import dev.commonground.memory.Author;
import dev.commonground.studio.mcp.HttpRooms;
import dev.commonground.studio.mcp.SeatRules;
import dev.commonground.studio.mcp.StdioService;
import java.util.concurrent.Callable;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves the memory to MCP clients. */
@Command(
        name = "mcp",
        description = {
            "Serve the memory to clients of the Model Context Protocol: over the standard streams, or with --http.",
            "Over the standard streams, --task and --as are needed. Over HTTP they are fixed by the command line, the client's token or the URL, in this order: http://HOST:PORT/mcp?task=TASK&agent=NAME&user=USER"
        })
final class McpCommand implements Callable<Integer> {

    @Mixin
    private MemoryPlace place = new MemoryPlace();

    @Mixin
    private WebServer web = new WebServer();

    @Mixin
    private TokenFile tokens = new TokenFile();

    @Option(names = "--http", paramLabel = "PORT", description = "Serve over streamable HTTP on this port; 0 for any")
    private @Nullable Integer port;

    @Option(names = "--task", description = "The task that clients work on")
    private @Nullable String task;

    @Option(names = "--user", description = "The user whose memory clients read beside the task's")
    private @Nullable String user;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            converter = AuthorArgument.class,
            description = "The agent that clients are; person:NAME for a person")
    private @Nullable Author author;

    @Option(
            names = "--read-ledger",
            paramLabel = "MOST",
            defaultValue = "0",
            description = "Record who was shown what, and keep this many readings of each scope (default: 0, none)")
    private int readings;

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOption help = new HelpOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        SeatRules rules = tokens.addTo(SeatRules.of(place.owner(), task, user, author));
        try (OpenMemories memories = new OpenMemories(place, readings)) {
            if (port != null) {
                serve(port, rules, memories);
            } else if (task == null || author == null) {
                throw new ParameterException(
                        spec.commandLine(),
                        "Over the standard streams nothing else says who the client is: give --task and --as");
            } else {
                StdioService.serve(rules.fixedSeat(), memories.of(place.owner()), System.in, System.out);
            }
        }
        return 0;
    }

    private void serve(int chosenPort, SeatRules rules, OpenMemories memories) throws InterruptedException {
        memories.of(place.owner());
        ServletContextHandler servlets = new ServletContextHandler();
        ServletHolder rooms = new ServletHolder(new HttpRooms(rules, memories::of));
        rooms.setAsyncSupported(true);
        servlets.addServlet(rooms, HttpRooms.PATH);
        Server server = web.start(chosenPort, rules.needToken(), servlets);
        spec.commandLine().getOut().println("Serving MCP at " + web.address(server) + HttpRooms.PATH);
        spec.commandLine().getOut().flush();
        WebServer.await(server);
    }
}
