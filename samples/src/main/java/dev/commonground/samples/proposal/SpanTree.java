package dev.commonground.samples.proposal;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The spans of a run, each below its parent, in the order of their beginnings. */
final class SpanTree {

    private static final Comparator<SpanData> EARLIEST =
            Comparator.comparing(SpanData::getStartEpochNanos).thenComparing(SpanData::getSpanId);

    /**
     * A span with its depth below the root.
     *
     * @param depth 0 for a root
     */
    record SpanRow(int depth, SpanData span) {
        @Override
        public String toString() {
            return "  ".repeat(depth) + span.getName();
        }
    }

    private final List<SpanData> spans;
    private final List<SpanRow> rows = new ArrayList<>();

    SpanTree(List<SpanData> spans) {
        this.spans = List.copyOf(spans);
        this.spans.stream()
                .filter(span -> !span.getParentSpanContext().isValid())
                .sorted(EARLIEST)
                .forEach(root -> add(0, root));
    }

    private void add(int depth, SpanData span) {
        rows.add(new SpanRow(depth, span));
        spans.stream()
                .filter(child -> child.getParentSpanId().equals(span.getSpanId()))
                .sorted(EARLIEST)
                .forEach(child -> add(depth + 1, child));
    }

    List<SpanRow> rows() {
        return rows;
    }
}
