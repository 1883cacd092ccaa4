package dev.commonground.studio;

import dev.commonground.SharedMemory;
import dev.commonground.memory.Author;
import dev.commonground.store.MemoryStore;
import dev.commonground.studio.page.Admission;
import dev.commonground.studio.page.CrewReports;
import dev.commonground.studio.page.PageServlet;
import dev.commonground.studio.page.Visitor;
import java.nio.file.Path;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Serves the page. */
@Command(
        name = "serve",
        description =
                "Serve a page about the memory: tasks, memories, conflicts, reviews, moments and threads. It listens on this machine alone, unless --tokens or --tls is given.")
final class ServeCommand implements Callable<Integer> {

    @Mixin
    private MemoryPlace place = new MemoryPlace();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PORT",
            defaultValue = "7410",
            description = "The port; 0 for any free one (default: 7410)")
    private int port;

    @Option(
            names = "--as",
            paramLabel = "PERSON",
            description = "The person who looks, settles conflicts and reviews; with --tokens, the tokens say who")
    private @Nullable String person;

    @Option(names = "--user", description = "The user whose memory is shown beside each task's")
    private @Nullable String user;

    @Option(
            names = "--reports",
            paramLabel = "FOLDER",
            description = "A folder with reports of crews, which the page links from their tasks")
    private @Nullable Path reports;

    @Mixin
    private WebServer web = new WebServer();

    @Mixin
    private TokenFile tokens = new TokenFile();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOption help = new HelpOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Admission admission = admission();
        MemoryStore store = place.existingStore();
        try (SharedMemory memory = place.over(store)) {
            PageServlet page = new PageServlet(memory, store, place.owner(), admission, CrewReports.in(reports));
            ServletContextHandler servlets = new ServletContextHandler();
            servlets.addServlet(new ServletHolder(page), "/*");
            Server server = web.start(port, tokens.given(), servlets);
            announce(web.address(server));
            WebServer.await(server);
        }
        return 0;
    }

    private void announce(String address) {
        String visitors = tokens.given() ? "everybody with a token" : PlainText.of(name());
        spec.commandLine().getOut().println("Serving the page at %s/ for %s".formatted(address, visitors));
        spec.commandLine().getOut().flush();
    }

    private Admission admission() {
        if (tokens.given() == (person != null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The page belongs to named persons: give either --as PERSON, or --tokens FILE with a person for each token");
        }
        return tokens.given()
                ? Admission.withTokens(tokens.visitors(user))
                : Admission.of(new Visitor(Author.person(name()), user));
    }

    private String name() {
        String given = String.valueOf(person);
        return given.startsWith("person:") ? given.substring("person:".length()) : given;
    }
}
