package dev.commonground.samples.proposal;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Locale;

/** A picture of spans on a time line, as SVG. */
final class SpanPicture {

    private static final int WIDTH = 1_000;
    private static final int LABELS = 330;
    private static final int ROW = 18;
    private static final int MARGIN = 10;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("commonground.operation");

    private final List<SpanTree.SpanRow> rows;
    private final long start;
    private final long end;

    SpanPicture(SpanTree tree) {
        this.rows = tree.rows();
        this.start = rows.stream()
                .mapToLong(row -> row.span().getStartEpochNanos())
                .min()
                .orElse(0);
        this.end = rows.stream()
                .mapToLong(row -> row.span().getEndEpochNanos())
                .max()
                .orElse(1);
    }

    String svg() {
        int height = rows.size() * ROW + 2 * MARGIN;
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11">
                <rect width="%d" height="%d" fill="#ffffff"/>
                """.formatted(WIDTH, height, WIDTH, height));
        for (int i = 0; i < rows.size(); i++) {
            svg.append(row(rows.get(i), MARGIN + i * ROW));
        }
        return svg.append("</svg>\n").toString();
    }

    private String row(SpanTree.SpanRow row, int top) {
        SpanData span = row.span();
        double scale = (WIDTH - LABELS - MARGIN - 60) / (double) (end - start);
        double x = LABELS + (span.getStartEpochNanos() - start) * scale;
        double length = Math.max(1, (span.getEndEpochNanos() - span.getStartEpochNanos()) * scale);
        return String.format(
                Locale.ROOT,
                """
                <text x="%d" y="%d" fill="#222222">%s</text>
                <rect x="%.1f" y="%d" width="%.1f" height="%d" rx="2" fill="%s"/>
                <text x="%.1f" y="%d" fill="#666666" font-size="9">%.1f ms</text>
                """,
                MARGIN + 14 * row.depth(),
                top + 12,
                label(span),
                x,
                top + 3,
                length,
                ROW - 7,
                color(span),
                x + length + 4,
                top + 12,
                (span.getEndEpochNanos() - span.getStartEpochNanos()) / NANOS_PER_MILLI);
    }

    private static String label(SpanData span) {
        String operation = span.getAttributes().get(OPERATION);
        return span.getName().endsWith("_memory") ? span.getName() + " (" + operation + ")" : span.getName();
    }

    private static String color(SpanData span) {
        String operation = String.valueOf(span.getAttributes().get(OPERATION));
        return switch (operation) {
            case "run" -> "#37474f";
            case "task" -> "#1565c0";
            case "step" -> "#90caf9";
            case "commit" -> "#ef6c00";
            case "recall", "brief" -> "#2e7d32";
            default -> "#ad1457";
        };
    }
}
