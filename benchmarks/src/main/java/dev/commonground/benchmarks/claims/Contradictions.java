package dev.commonground.benchmarks.claims;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.Figure;
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

/** Labelled pairs of statements, the second written by an agent that was not shown the first. */
final class Contradictions implements Claim {

    /** Two statements, and whether they contradict each other. */
    private record Pair(String sort, boolean conflict, String key, String value, String otherKey, String otherValue) {

        static Pair read(String line) {
            String[] part = line.split(";", -1);
            return new Pair(part[0], part[1].equals("conflict"), part[2], part[3], part[4], part[5]);
        }
    }

    /** How a set of pairs was judged. */
    private static final class Tally {
        final Map<String, Seen> sorts = new TreeMap<>();
        int right;
        int wrong;
        int lost;
        int inBriefing;

        double precision() {
            return (double) right / Math.max(1, right + wrong);
        }
    }

    /** How many of the contradictions of one sort were seen. */
    private static final class Seen {
        int seen;
        int all;

        double share() {
            return (double) seen / all;
        }
    }

    @Override
    public String sentence() {
        return "Contradictions are seen";
    }

    @Override
    public List<Figure> measure(Path folder) throws IOException {
        List<Pair> pairs = pairs("contradictions.csv");
        Tally tally = judged(pairs, Files.createDirectories(folder.resolve("pairs")));
        List<Figure> figures = new ArrayList<>();
        long labelled = pairs.stream().filter(Pair::conflict).count();
        figures.add(Figure.of("labelled pairs", pairs.size(), "pairs").atLeast(60));
        figures.add(Figure.of("precision", tally.precision(), "").atLeast(0.95));
        figures.add(Figure.of("recall", (double) tally.right / labelled, ""));
        tally.sorts.forEach((sort, seen) -> figures.add(Figure.of("recall, " + sort, seen.share(), "")));
        figures.add(Figure.of(
                        "contradictions found that stand in the next briefing",
                        100.0 * tally.inBriefing / Math.max(1, tally.right),
                        "%")
                .atLeast(100));
        figures.add(Figure.of("statements lost by a silent overwrite", tally.lost, "statements")
                .atMost(0));
        figures.add(Figure.of("control, lost in a map where the last write wins", overwritten(pairs), "statements")
                .atLeast(1));
        addQualifiers(judged(pairs("qualifiers.csv"), Files.createDirectories(folder.resolve("qualifiers"))), figures);
        return figures;
    }

    private static void addQualifiers(Tally tally, List<Figure> figures) {
        figures.add(Figure.of("values that differ by a qualifier: precision", tally.precision(), ""));
        tally.sorts.forEach((sort, seen) ->
                figures.add(Figure.of("values that differ by a " + sort + ": recall", seen.share(), "")));
    }

    private static List<Pair> pairs(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(Contradictions.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(Pair::read)
                    .toList();
        }
    }

    private static Tally judged(List<Pair> pairs, Path folder) {
        Tally tally = new Tally();
        try (SharedMemory memory = Lab.memory(folder)) {
            for (int i = 0; i < pairs.size(); i++) {
                judge(pairs.get(i), memory, "pair-" + i, tally);
            }
        }
        return tally;
    }

    private static void judge(Pair pair, SharedMemory memory, String task, Tally tally) {
        AgentMemory first = memory.task(task).agent("first");
        AgentMemory second = memory.task(task).agent("second");
        first.remember(draft(pair.key(), pair.value()));
        boolean told = second.remember(draft(pair.otherKey(), pair.otherValue())) instanceof WriteOutcome.InConflict;
        AgentMemory reader = memory.task(task).agent("reader");
        boolean standing = reader.brief("work").text().contains("In conflict, both stand until somebody settles it");
        boolean sameSaid = pair.key().equals(pair.otherKey())
                && pair.value().strip().equals(pair.otherValue().strip());
        tally.lost += !sameSaid && reader.list().size() < 2 ? 1 : 0;
        tally.right += told && pair.conflict() ? 1 : 0;
        tally.wrong += told && !pair.conflict() ? 1 : 0;
        tally.inBriefing += told && pair.conflict() && standing ? 1 : 0;
        if (pair.conflict()) {
            Seen seen = tally.sorts.computeIfAbsent(pair.sort(), sort -> new Seen());
            seen.all++;
            seen.seen += told ? 1 : 0;
        }
    }

    private static Draft draft(String key, String value) {
        Draft.Builder draft = Draft.decision(key.isEmpty() ? value : key + ": " + value);
        return key.isEmpty() ? draft.build() : draft.key(key, value).build();
    }

    private static int overwritten(List<Pair> pairs) {
        int overwritten = 0;
        for (Pair pair : pairs) {
            Map<String, String> map = new HashMap<>();
            map.put(pair.key(), pair.value());
            map.put(pair.otherKey(), pair.otherValue());
            overwritten += pair.conflict() && map.size() < 2 ? 1 : 0;
        }
        return overwritten;
    }
}
