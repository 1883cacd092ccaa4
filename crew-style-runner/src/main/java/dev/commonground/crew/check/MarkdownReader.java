package dev.commonground.crew.check;

import dev.commonground.crew.check.Markdown.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** Converts the syntax tree of a Markdown text to blocks. */
final class MarkdownReader {

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .build();

    private final String text;
    private final List<Block> blocks = new ArrayList<>();

    MarkdownReader(String text) {
        this.text = text;
    }

    List<Block> blocks() {
        children(PARSER.parse(text)).forEach(this::read);
        return blocks;
    }

    private void read(Node node) {
        if (node instanceof Heading heading) {
            blocks.add(new Markdown.Heading(heading.getLevel(), words(node), inlineSource(node)));
        } else if (node instanceof Paragraph) {
            blocks.add(new Markdown.RunningText(words(node), source(node, " ")));
        } else if (node instanceof ListItem) {
            readItem(node);
        } else if (node instanceof TableBlock) {
            blocks.add(new Markdown.Verbatim(words(node), source(node, "\n")));
        } else if (node instanceof FencedCodeBlock code) {
            blocks.add(new Markdown.Verbatim(code.getLiteral().strip(), source(node, "\n")));
        } else if (node instanceof IndentedCodeBlock code) {
            blocks.add(new Markdown.Verbatim(code.getLiteral().strip(), source(node, "\n")));
        } else if (node instanceof HtmlBlock html) {
            blocks.add(new Markdown.Verbatim(html.getLiteral().strip(), source(node, "\n")));
        } else {
            children(node).forEach(this::read);
        }
    }

    /** Reads the paragraphs of an item as one block, followed by its other blocks, such as a nested list. */
    private void readItem(Node item) {
        List<Node> paragraphs =
                children(item).filter(Paragraph.class::isInstance).toList();
        blocks.add(new Markdown.ListEntry(
                paragraphs.stream().map(MarkdownReader::words).collect(Collectors.joining(" ")),
                paragraphs.stream().map(each -> source(each, " ")).collect(Collectors.joining(" "))));
        children(item).filter(child -> !(child instanceof Paragraph)).forEach(this::read);
    }

    private static Stream<Node> children(Node parent) {
        return Stream.iterate(parent.getFirstChild(), node -> node != null, Node::getNext);
    }

    private static String words(Node node) {
        Words words = new Words();
        node.accept(words);
        return words.text.toString().strip();
    }

    /** Returns the lines of a block, without the marks of the quotations and lists around it. */
    private String source(Node block, String separator) {
        return block.getSourceSpans().stream().map(this::line).collect(Collectors.joining(separator));
    }

    private String line(SourceSpan span) {
        return text.substring(span.getInputIndex(), span.getInputIndex() + span.getLength());
    }

    private String inlineSource(Node block) {
        return children(block)
                .flatMap(child -> child.getSourceSpans().stream())
                .map(this::line)
                .collect(Collectors.joining())
                .replace('\n', ' ')
                .strip();
    }

    /** Collects the words of a node and of all nodes in it. */
    private static final class Words extends AbstractVisitor {

        private final StringBuilder text = new StringBuilder();

        @Override
        public void visit(Text node) {
            text.append(node.getLiteral());
        }

        @Override
        public void visit(Code node) {
            text.append(node.getLiteral());
        }

        @Override
        public void visit(SoftLineBreak lineBreak) {
            text.append(' ');
        }

        @Override
        public void visit(HardLineBreak lineBreak) {
            text.append(' ');
        }

        @Override
        public void visit(CustomNode node) {
            if (node instanceof TableRow && !text.isEmpty()) {
                text.append('\n');
            }
            if (node instanceof TableCell && node.getPrevious() != null) {
                text.append(' ');
            }
            visitChildren(node);
        }
    }
}
