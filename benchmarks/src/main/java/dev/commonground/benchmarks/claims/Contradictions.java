package dev.commonground.benchmarks.claims;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.memory.Draft;
import dev.commonground.memory.WriteOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Labelled pairs of statements; the author of the second was not shown the first. */
final class Contradictions implements MeasuredClaim {

    /** Two statements with the label whether they contradict each other. */
    private record LabelledPair(
            String sort, boolean conflict, String key, String value, String otherKey, String otherValue) {

        static LabelledPair read(String line) {
            String[] part = line.split(";", -1);
            return new LabelledPair(part[0], part[1].equals("conflict"), part[2], part[3], part[4], part[5]);
        }
    }

    /** The results for a set of pairs. */
    private static final class PairCounts {
        final Map<String, DetectedShare> sorts = new TreeMap<>();
        int right;
        int wrong;
        int lost;
        int inBriefing;

        double precision() {
            return (double) right / Math.max(1, right + wrong);
        }
    }

    /** The detected contradictions of one sort. */
    private static final class DetectedShare {
        int detected;
        int all;

        double share() {
            return (double) detected / all;
        }
    }

    @Override
    public String sentence() {
        return "Contradictions are seen";
    }

    @Override
    public List<Figure> measure(Path folder) throws IOException {
        List<LabelledPair> pairs = pairs("contradictions.csv");
        PairCounts counts = judged(pairs, Files.createDirectories(folder.resolve("pairs")));
        List<Figure> figures = new ArrayList<>();
        long labelled = pairs.stream().filter(LabelledPair::conflict).count();
        figures.add(Figure.of("labelled pairs", pairs.size(), "pairs").atLeast(60));
        figures.add(Figure.of("precision", counts.precision(), "").atLeast(0.95));
        figures.add(Figure.of("recall", (double) counts.right / labelled, ""));
        counts.sorts.forEach((sort, share) -> figures.add(Figure.of("recall, " + sort, share.share(), "")));
        figures.add(Figure.of(
                        "detected contradictions in the next briefing",
                        100.0 * counts.inBriefing / Math.max(1, counts.right),
                        "%")
                .atLeast(100));
        figures.add(Figure.of("statements lost by a silent overwrite", counts.lost, "statements")
                .atMost(0));
        figures.add(Figure.of("control, lost in a map with last write wins", overwritten(pairs), "statements")
                .atLeast(1));
        addQualifiers(judged(pairs("qualifiers.csv"), Files.createDirectories(folder.resolve("qualifiers"))), figures);
        return figures;
    }

    private static void addQualifiers(PairCounts counts, List<Figure> figures) {
        figures.add(Figure.of("values that differ by a qualifier: precision", counts.precision(), ""));
        counts.sorts.forEach((sort, share) ->
                figures.add(Figure.of("values that differ by a " + sort + ": recall", share.share(), "")));
    }

    private static List<LabelledPair> pairs(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(Contradictions.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(LabelledPair::read)
                    .toList();
        }
    }

    private static PairCounts judged(List<LabelledPair> pairs, Path folder) {
        PairCounts counts = new PairCounts();
        try (SharedMemory memory = Lab.memory(folder)) {
            for (int i = 0; i < pairs.size(); i++) {
                judge(pairs.get(i), memory, "pair-" + i, counts);
            }
        }
        return counts;
    }

    private static void judge(LabelledPair pair, SharedMemory memory, String task, PairCounts counts) {
        AgentMemory first = memory.task(task).agent("first");
        AgentMemory second = memory.task(task).agent("second");
        first.remember(draft(pair.key(), pair.value()));
        boolean detected =
                second.remember(draft(pair.otherKey(), pair.otherValue())) instanceof WriteOutcome.InConflict;
        AgentMemory reader = memory.task(task).agent("reader");
        boolean inBriefing = reader.brief("work").text().contains("In conflict");
        boolean sameSaid = pair.key().equals(pair.otherKey())
                && pair.value().strip().equals(pair.otherValue().strip());
        counts.lost += !sameSaid && reader.list().size() < 2 ? 1 : 0;
        counts.right += detected && pair.conflict() ? 1 : 0;
        counts.wrong += detected && !pair.conflict() ? 1 : 0;
        counts.inBriefing += detected && pair.conflict() && inBriefing ? 1 : 0;
        if (pair.conflict()) {
            DetectedShare share = counts.sorts.computeIfAbsent(pair.sort(), sort -> new DetectedShare());
            share.all++;
            share.detected += detected ? 1 : 0;
        }
    }

    private static Draft draft(String key, String value) {
        Draft.Builder draft = Draft.decision(key.isEmpty() ? value : key + ": " + value);
        return key.isEmpty() ? draft.build() : draft.key(key, value).build();
    }

    private static int overwritten(List<LabelledPair> pairs) {
        int overwritten = 0;
        for (LabelledPair pair : pairs) {
            Map<String, String> map = new HashMap<>();
            map.put(pair.key(), pair.value());
            map.put(pair.otherKey(), pair.otherValue());
            overwritten += pair.conflict() && map.size() < 2 ? 1 : 0;
        }
        return overwritten;
    }
}
