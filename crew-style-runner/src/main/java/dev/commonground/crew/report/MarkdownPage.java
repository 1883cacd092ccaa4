package dev.commonground.crew.report;

import dev.commonground.memory.PromptText;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Document;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.markdown.MarkdownRenderer;

/** Shows an answer, which is usually Markdown, in a report: nothing in it is loaded or run, and nothing is hidden. */
final class MarkdownPage {

    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer HTML = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .escapeHtml(true)
            .sanitizeUrls(true)
            .build();
    private static final MarkdownRenderer MARKDOWN =
            MarkdownRenderer.builder().extensions(EXTENSIONS).build();

    private MarkdownPage() {}

    static String html(String text) {
        Node answer = parse(text);
        InertMarkdown.clean(answer);
        return HTML.render(answer);
    }

    /** Returns {@code text} as it is if nothing of it is loaded or run, otherwise without that. */
    static String markdown(String text) {
        Node answer = parse(text);
        if (!InertMarkdown.clean(answer)) {
            return PromptText.visible(text);
        }
        String cleaned = MARKDOWN.render(answer);
        return InertMarkdown.clean(parse(cleaned)) ? code(cleaned) : cleaned;
    }

    /** Returns a text as a block of code, for the case that cleaning it revealed more. */
    private static String code(String text) {
        IndentedCodeBlock block = new IndentedCodeBlock();
        block.setLiteral(text);
        Document document = new Document();
        document.appendChild(block);
        return MARKDOWN.render(document);
    }

    private static Node parse(String text) {
        return PARSER.parse(PromptText.visible(text));
    }
}
