package dev.commonground.benchmarks.team;

import dev.commonground.benchmarks.ranking.Baseline;
import dev.commonground.benchmarks.ranking.Baselines;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.benchmarks.report.Report;
import dev.commonground.briefing.Briefing;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts what briefings carry of what their work needs. Each {@link Baseline} carries as many memories as the briefing,
 * its best ones.
 *
 * <p>Not thread-safe.
 */
final class BriefingFigures {

    private final String name;
    private final double goal;
    private final Map<Baseline, Integer> byBaseline = new TreeMap<>();
    private double briefings;
    private double needed;
    private double carried;
    private double right;
    private double tokens;

    /**
     * Starts without briefings.
     *
     * @param name what sort of briefings this is about
     * @param goal the share of the needed memories that they should carry, in percent
     */
    BriefingFigures(String name, double goal) {
        this.name = name;
        this.goal = goal;
    }

    /** Counts one briefing. */
    void add(Briefing briefing, Set<MemoryId> wanted, Baselines<MemoryId> baselines, String work) {
        List<MemoryId> ids = briefing.memories().stream().map(Memory::id).toList();
        briefings++;
        needed += wanted.size();
        carried += ids.size();
        right += common(ids, wanted);
        tokens += briefing.tokens();
        baselines.rank(work).forEach((baseline, ranked) -> {
            List<MemoryId> best = ranked.stream().limit(ids.size()).toList();
            byBaseline.merge(baseline, common(best, wanted), Integer::sum);
        });
    }

    /** Counts a briefing whose budget was too small for what binds, so that it carried nothing. */
    void addNone(Set<MemoryId> wanted) {
        briefings++;
        needed += wanted.size();
    }

    private static int common(List<MemoryId> ids, Set<MemoryId> wanted) {
        Set<MemoryId> common = new HashSet<>(ids);
        common.retainAll(wanted);
        return common.size();
    }

    /** Adds the share of needed memories carried, the share of carried ones needed, and the tokens. */
    void addTo(Report report, String set) {
        String prefix = set + name + ": ";
        report.add(Figure.of(prefix + "needed memories carried", 100 * right / needed, "%")
                .atLeast(goal));
        byBaseline.forEach((baseline, common) -> report.add(
                Figure.of("  " + prefix + "needed memories carried, " + baseline.title(), 100 * common / needed, "%")));
        report.add(Figure.of(prefix + "carried memories needed", 100 * right / Math.max(1, carried), "%"));
        report.add(Figure.of(prefix + "tokens on average", tokens / briefings, ""));
    }
}
