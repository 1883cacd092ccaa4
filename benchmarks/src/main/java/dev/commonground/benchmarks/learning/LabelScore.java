package dev.commonground.benchmarks.learning;

import dev.commonground.benchmarks.report.Figure;
import dev.commonground.learning.Learning.Extracted;
import dev.commonground.memory.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Compares extracted statements with labels. Each label counts once. */
final class LabelScore {

    private static final class Count {
        int right;
        int wrong;
        int missed;
    }

    private final Map<Kind, Count> counts = new EnumMap<>(Kind.class);
    private final List<String> errors = new ArrayList<>();

    void add(LabelledConversation conversation, List<Extracted> learned) {
        List<Label> unmatched = new ArrayList<>(conversation.labels());
        learned.forEach(extracted -> unmatched.stream()
                .filter(label -> label.matches(extracted))
                .findFirst()
                .ifPresentOrElse(label -> addRight(label, unmatched), () -> addWrong(conversation, extracted)));
        unmatched.forEach(label -> addMissed(conversation, label));
    }

    private void addRight(Label label, List<Label> unmatched) {
        unmatched.remove(label);
        count(label.kind()).right++;
    }

    private void addWrong(LabelledConversation conversation, Extracted extracted) {
        count(extracted.statement().kind()).wrong++;
        errors.add("%s: wrong %s".formatted(conversation.name(), extracted));
    }

    private void addMissed(LabelledConversation conversation, Label label) {
        count(label.kind()).missed++;
        errors.add("%s: missed %s".formatted(conversation.name(), label));
    }

    /** Returns the wrong and the missed statements. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    double precision() {
        return precision(counts.values().stream());
    }

    double recall() {
        return recall(counts.values().stream());
    }

    /** Returns precision and recall for each kind; {@code prefix} starts the names of the figures. */
    List<Figure> ofEachKind(String prefix) {
        List<Figure> figures = new ArrayList<>();
        counts.forEach((kind, count) -> {
            String name = "%s, %s".formatted(prefix, kind);
            figures.add(Figure.of(name + ": labels", (double) count.right + count.missed, ""));
            figures.add(Figure.of(name + ": precision", precision(Stream.of(count)), ""));
            figures.add(Figure.of(name + ": recall", recall(Stream.of(count)), ""));
        });
        return figures;
    }

    private Count count(Kind kind) {
        return counts.computeIfAbsent(kind, any -> new Count());
    }

    private static double precision(Stream<Count> counts) {
        return share(counts.map(count -> new int[] {count.right, count.right + count.wrong}));
    }

    private static double recall(Stream<Count> counts) {
        return share(counts.map(count -> new int[] {count.right, count.right + count.missed}));
    }

    /** Returns the sum of the first numbers divided by the sum of the second, or 1 if there are none. */
    private static double share(Stream<int[]> parts) {
        int[] sum = parts.reduce(new int[2], (one, other) -> new int[] {one[0] + other[0], one[1] + other[1]});
        return sum[1] == 0 ? 1 : (double) sum[0] / sum[1];
    }
}
