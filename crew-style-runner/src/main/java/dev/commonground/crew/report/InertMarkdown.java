package dev.commonground.crew.report;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;

/**
 * Takes out of an answer what a page would load or run: images, HTML, and links other than to the web, to mail or within the
 * page. Their words remain. Not thread-safe.
 */
final class InertMarkdown extends AbstractVisitor {

    private static final Set<String> PROTOCOLS = Set.of("http", "https", "mailto");

    /** What a browser may take for a protocol; it skips controls and white space within it. */
    private static final Pattern PROTOCOL = Pattern.compile("^([^/?#]*?):");

    private boolean changed;

    private InertMarkdown() {}

    /** Changes the document {@code parsed}, and returns whether that was necessary. */
    static boolean clean(Node parsed) {
        InertMarkdown visitor = new InertMarkdown();
        parsed.accept(visitor);
        return visitor.changed;
    }

    @Override
    public void visit(Image image) {
        visitChildren(image);
        image.insertAfter(new Text(" (image left out)"));
        unwrap(image);
    }

    @Override
    public void visit(Link link) {
        visitChildren(link);
        var protocol = PROTOCOL.matcher(link.getDestination());
        if (protocol.find() && !PROTOCOLS.contains(protocol.group(1).toLowerCase(Locale.ROOT))) {
            unwrap(link);
        }
    }

    @Override
    public void visit(LinkReferenceDefinition definition) {
        definition.unlink(); // its links have their targets already
    }

    @Override
    public void visit(HtmlInline html) {
        replace(html, new Text(html.getLiteral()));
    }

    @Override
    public void visit(HtmlBlock html) {
        Paragraph paragraph = new Paragraph();
        paragraph.appendChild(new Text(html.getLiteral().replaceAll("\\s+", " ")));
        replace(html, paragraph);
    }

    private void replace(Node node, Node by) {
        changed = true;
        node.insertBefore(by);
        node.unlink();
    }

    private void unwrap(Node node) {
        changed = true;
        while (node.getFirstChild() != null) {
            node.insertBefore(node.getFirstChild());
        }
        node.unlink();
    }
}
