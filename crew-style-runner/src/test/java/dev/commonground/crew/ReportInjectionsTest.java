package dev.commonground.crew;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.Injections;
import dev.commonground.Injections.Injection;
import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.MemoryRef;
import dev.commonground.crew.event.Timeline;
import dev.commonground.crew.report.RunReport;
import dev.commonground.memory.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Puts every known kind of injection into each part of a report. */
class ReportInjectionsTest {

    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");

    /** Characters that a screen hides or obeys. Line breaks and tabs are not among them, because a report has its own. */
    private static final Pattern RAW = Pattern.compile(
            "[\\p{Cc}\\p{Zl}\\p{Zp}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}\\x{E0001}-\\x{E007F}&&[^\\n\\t]]");

    private static final Pattern LIVE_HTML = Pattern.compile(
            "(?i)<(?:script|img|iframe|object|embed|link|base|form|input|video|source|template|math|font|span hidden|x )"
                    + "|<[a-z][^>]*\\son\\w+=|<[^>]*(?:href|src)=\"?\\s*(?:javascript|vbscript|data|file):");

    private static final String SCRIPT = script();

    static Stream<Injection> injections() {
        return Injections.all().stream();
    }

    /** Parses a report as a viewer does, and collects what it would load or run. */
    private static final class Live extends AbstractVisitor {

        private final StringBuilder found = new StringBuilder();

        static String in(String markdown) {
            Live live = new Live();
            Parser.builder()
                    .extensions(List.of(TablesExtension.create()))
                    .build()
                    .parse(markdown)
                    .accept(live);
            return live.found.toString();
        }

        @Override
        public void visit(Image image) {
            found.append("image ").append(image.getDestination()).append('\n');
        }

        @Override
        public void visit(Link link) {
            if (!link.getDestination().matches("(?:https?|mailto):.*|[^:]*")) {
                found.append("link ").append(link.getDestination()).append('\n');
            }
            visitChildren(link);
        }

        @Override
        public void visit(HtmlInline html) {
            found.append("html ").append(html.getLiteral()).append('\n');
        }

        @Override
        public void visit(HtmlBlock html) {
            found.append("html ").append(html.getLiteral()).append('\n');
        }
    }

    private static RunReport report(String text) {
        MemoryRef memory = new MemoryRef("m-aaaaaaaaaaaaaaaaaaaaaaaaaa", Kind.CONSTRAINT, text + "=" + text);
        return RunReport.of(new Timeline(List.of(
                new CrewEvent.RunStarted(AT, text, text, List.of(), true, List.of()),
                new CrewEvent.TaskStarted(AT, text, text, 1, 1),
                new CrewEvent.Remembered(AT, text, text, 1, memory, CrewEvent.Outcome.IN_CONFLICT, List.of(memory)),
                new CrewEvent.Answered(AT, text, text, 1, text, 1),
                new CrewEvent.Checked(AT, text, text, 1, text, List.of(text)),
                new CrewEvent.TaskFinished(AT, text, text, 1, text, 1, 1),
                new CrewEvent.RunFinished(
                        AT,
                        text,
                        1,
                        text,
                        List.of(new CrewEvent.Judged(text, text, text, "MET", text)),
                        List.of(new CrewEvent.Disagreement(text, List.of(text, text))),
                        List.of(text),
                        List.of(text)))));
    }

    /** Returns the page without its search: the one field and the one script that belong to it. */
    private static String withoutSearch(String page) {
        return page.replaceFirst("<input id=\"sought\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\">", "")
                .replaceFirst(Pattern.quote("<script>" + SCRIPT + "</script>\n</body>\n</html>"), "");
    }

    private static String script() {
        try (InputStream in = RunReport.class.getResourceAsStream("search.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theOnlyScriptThatMayRunIsTheSearch() throws Exception {
        String page = report(injections().map(Injection::text).collect(Collectors.joining("\n")))
                .html();

        List<String> policies = Pattern.compile("<meta http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\">")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(SCRIPT.getBytes(StandardCharsets.UTF_8)));
        assertThat(policies)
                .containsExactly(
                        "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-%s'; base-uri 'none'; form-action 'none'"
                                .formatted(hash));
        assertThat(page.indexOf("<script>" + SCRIPT + "</script>")).isPositive().isEqualTo(page.lastIndexOf("<script"));
        assertThat(SCRIPT)
                .doesNotContain("innerHTML", "insertAdjacent", "eval", "Function(", "document.write", "import");
    }

    @ParameterizedTest
    @MethodSource("injections")
    void neitherReportLoadsOrRunsAnythingOrHidesIt(Injection injection) {
        RunReport report = report(injection.text());

        assertThat(Live.in(report.markdown())).isEmpty();
        assertThat(RAW.matcher(report.markdown()).results()).isEmpty();
        assertThat(RAW.matcher(report.html()).results()).isEmpty();
        String page = withoutSearch(report.html());
        assertThat(LIVE_HTML.matcher(page).results().map(found -> page.substring(found.start(), found.end())))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# Title\n\nSome *text* with [a link](https://example.org) and `code`.\n\n| a | b |\n|---|---|\n| 1 | 2 |",
                "Ordinary, a < b & c > d."
            })
    void anOrdinaryResultIsShownAsItIs(String text) {
        assertThat(report(text).markdown()).contains("> " + text.replace("\n", "\n> "));
    }

    @ParameterizedTest
    @ValueSource(strings = "See ![the logo](https://evil.example/x?d=1) and <b>bold</b> [text](javascript:alert(1)).")
    void theWordsOfWhatIsLeftOutRemain(String text) {
        assertThat(report(text).markdown())
                .contains("> See the logo (image left out) and")
                .contains("bold")
                .contains("text.");
    }
}
