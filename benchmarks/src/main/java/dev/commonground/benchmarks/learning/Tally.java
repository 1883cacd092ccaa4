package dev.commonground.benchmarks.learning;

import dev.commonground.benchmarks.Figure;
import dev.commonground.learning.Extracted;
import dev.commonground.memory.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What was learned, beside what should have been: each label counts once. */
final class Tally {

    private static final class Count {
        int right;
        int wrong;
        int missed;
    }

    private final Map<Kind, Count> counts = new EnumMap<>(Kind.class);
    private final List<String> errors = new ArrayList<>();

    void add(Conversation conversation, List<Extracted> learned) {
        List<Label> left = new ArrayList<>(conversation.labels());
        for (Extracted extracted : learned) {
            Label fitting = left.stream()
                    .filter(label -> label.fits(extracted))
                    .findFirst()
                    .orElse(null);
            if (fitting == null) {
                count(extracted.statement().kind()).wrong++;
                errors.add("%s: wrong %s".formatted(conversation.name(), extracted));
            } else {
                left.remove(fitting);
                count(fitting.kind()).right++;
            }
        }
        left.forEach(label -> {
            count(label.kind()).missed++;
            errors.add("%s: missed %s".formatted(conversation.name(), label));
        });
    }

    /** Returns what was learned that should not have been, and the other way round, one a line. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    double precision() {
        return precision(counts.values().stream());
    }

    double recall() {
        return recall(counts.values().stream());
    }

    /** Returns precision and recall of each kind, named with {@code of} in front. */
    List<Figure> ofEachKind(String of) {
        List<Figure> figures = new ArrayList<>();
        counts.forEach((kind, count) -> {
            String name = "%s, %s".formatted(of, kind);
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

    /** Nothing of nothing is all of it. */
    private static double share(Stream<int[]> parts) {
        int[] sum = parts.reduce(new int[2], (one, other) -> new int[] {one[0] + other[0], one[1] + other[1]});
        return sum[1] == 0 ? 1 : (double) sum[0] / sum[1];
    }
}
