package dev.commonground.studio.page;

import dev.commonground.SharedMemory;
import dev.commonground.memory.MemoryException;
import dev.commonground.store.MemoryStore;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the page of one owner to named persons. Only its forms write. */
public final class PageServlet extends HttpServlet {

    private static final Logger LOG = LoggerFactory.getLogger(PageServlet.class);
    private static final long serialVersionUID = 1L;

    private static final Map<String, String> ASSETS =
            Map.of("/studio.css", "text/css", "/studio.js", "text/javascript");
    /** A browser asks for it on pages of others, such as reports. */
    private static final String ICON = "/favicon.ico";

    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final transient SharedMemory memory;
    private final transient TaskLogs logs;
    private final transient MomentViews views = new MomentViews();
    private final transient RecentCounts counts = new RecentCounts();
    private final transient Visitors visitors;
    private final transient CrewReports reports;
    private final transient PageTemplates templates = new PageTemplates();

    /**
     * Creates the page.
     *
     * @param memory the owner's memory
     * @param store the store of the memory
     * @param admission who looks, settles and reviews
     * @param reports the reports of crews to link
     */
    public PageServlet(SharedMemory memory, MemoryStore store, String owner, Admission admission, CrewReports reports) {
        this.memory = memory;
        this.logs = new TaskLogs(store, owner);
        this.visitors = new Visitors(admission);
        this.reports = reports;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        protect(response);
        String path = request.getRequestURI();
        Optional<Visitor> visitor = visitors.visitor(request);
        if (ASSETS.containsKey(path)) {
            asset(path, response);
        } else if (path.equals(ICON)) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else if (visitor.isEmpty()) {
            signIn("", request, response);
        } else if (path.equals("/report")) {
            String task = PageQuery.given(request, "task");
            guard(() -> report(task, visitor.get(), request, response), request, response);
        } else {
            guard(() -> show(path, visitor.get(), request, response), request, response);
        }
    }

    private void show(String path, Visitor visitor, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<Map<String, Object>> model = model(path, visitor, PageQuery.of(request), request);
        if (model.isPresent()) {
            send(path.equals("/") ? "tasks" : path.substring(1), model.get(), request, response);
        } else {
            problem(404, "There is no such page: begin with the tasks.", request, response);
        }
    }

    /** What a request asks for, which may fail. */
    private interface PageWork {
        void run() throws IOException;
    }

    /** Does the work, or says what was wrong without showing the insides of the server. */
    private void guard(PageWork work, HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            work.run();
        } catch (MemoryException.NotFound e) {
            problem(404, "There is no such memory that you may read.", request, response);
        } catch (IllegalArgumentException e) {
            problem(400, String.valueOf(e.getMessage()), request, response);
        } catch (RuntimeException e) { // a failure must not show its insides in the browser
            LOG.error("A request failed", e);
            problem(500, "The memory failed: see the log of the server.", request, response);
        }
    }

    private Optional<Map<String, Object>> model(
            String path, Visitor visitor, PageQuery query, HttpServletRequest request) {
        TaskPages tasks = new TaskPages(memory, counts, visitor);
        return Optional.ofNullable(
                switch (path) {
                    case "/" -> tasks.tasks(query);
                    case "/task" -> tasks.task(query);
                    case "/activity" -> tasks.activity(query.task(), PageQuery.given(request, "since"));
                    case "/memory" -> new MemoryPage(memory, reports, visitor).model(query);
                    case "/conflicts" -> new ConflictDesk(memory, visitor).model(query.task(), "");
                    case "/moments" -> new MomentPages(memory, logs, views, visitor).model(query);
                    case "/threads" -> new MomentPages(memory, logs, views, visitor).threads(query.task());
                    case "/review" -> new ReviewDesk(memory, visitor).model(query.task(), "");
                    default -> null;
                });
    }

    private static void protect(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin"); // without a referrer, a form has no origin to check
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    }

    private static void asset(String path, HttpServletResponse response) throws IOException {
        try (InputStream in = PageServlet.class.getResourceAsStream(path.substring(1))) {
            response.setContentType(ASSETS.get(path));
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            if (in != null) {
                in.transferTo(response.getOutputStream());
            }
        }
    }

    private void report(String task, Visitor visitor, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<String> report = reports.of(task);
        if (report.isEmpty()) {
            problem(404, "There is no report of this task: name its folder with --reports.", request, response);
        } else if (!new MemoryPage(memory, reports, visitor).mayReadAllOfReport(task)) {
            problem(403, "The report quotes a memory that you may not read, or that was erased.", request, response);
        } else {
            response.setHeader("Content-Security-Policy", CrewReports.POLICY);
            write(report.get(), response);
        }
    }

    private void send(
            String template, Map<String, Object> model, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Map<String, Object> all = new LinkedHashMap<>(model);
        all.put(
                "person",
                visitors.visitor(request)
                        .map(visitor -> ShownMemory.shown(visitor.person().name()))
                        .orElse(""));
        all.put("token", visitors.token(request, response));
        all.put("path", request.getRequestURI());
        all.put("report", model.containsKey("task") && reports.has(String.valueOf(model.get("task"))));
        write(templates.fill(template, all), response);
    }

    private static void write(String html, HttpServletResponse response) throws IOException {
        response.setContentType("text/html");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write(html);
    }

    private void problem(int status, String message, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setStatus(status);
        send("problem", Map.of("message", message), request, response);
    }

    private void signIn(String news, HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        send("signin", Map.of("news", news), request, response);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        protect(response);
        Optional<Visitor> visitor = visitors.visitor(request);
        if (!visitors.isOwn(request)) {
            problem(403, "This form was not sent by this page: open the page again.", request, response);
        } else if (request.getRequestURI().equals("/signin")) {
            admit(request, response);
        } else if (visitor.isEmpty()) {
            signIn("", request, response);
        } else {
            guard(() -> decide(visitor.get(), request, response), request, response);
        }
    }

    private void admit(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (visitors.signIn(PageQuery.given(request, "secret"), request, response)) {
            response.sendRedirect("/");
        } else {
            signIn("Nobody has this token.", request, response);
        }
    }

    private void decide(Visitor visitor, HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getRequestURI()) {
            case "/settle" -> settle(new ConflictDesk(memory, visitor), request, response);
            case "/release" -> review(new ReviewDesk(memory, visitor), true, request, response);
            case "/reject" -> review(new ReviewDesk(memory, visitor), false, request, response);
            default -> problem(404, "There is no such form.", request, response);
        }
    }

    private void settle(ConflictDesk desk, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String task = PageQuery.given(request, "task");
        String[] seen = PageQuery.given(request, "seen").split(" ");
        String news = desk.settle(
                task,
                PageQuery.given(request, "key"),
                PageQuery.given(request, "keep"),
                Set.copyOf(Arrays.asList(seen)));
        answer("conflicts", desk.model(task, news), request, response);
    }

    private void review(ReviewDesk desk, boolean release, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String task = PageQuery.given(request, "task");
        String news = desk.decide(task, PageQuery.given(request, "position"), release);
        answer("review", desk.model(task, news), request, response);
    }

    /** Shows the page again, with the news if nothing was written. */
    private void answer(
            String page, Map<String, Object> model, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (String.valueOf(model.get("news")).isEmpty()) {
            String task = URLEncoder.encode(String.valueOf(model.get("task")), StandardCharsets.UTF_8);
            response.sendRedirect("/" + page + "?task=" + task);
        } else {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            send(page, model, request, response);
        }
    }
}
