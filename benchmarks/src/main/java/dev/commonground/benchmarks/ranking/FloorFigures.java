package dev.commonground.benchmarks.ranking;

import dev.commonground.AgentMemory;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.benchmarks.report.Report;
import dev.commonground.memory.MemoryId;
import dev.commonground.recall.RecallRequest;
import dev.commonground.recall.RecallRequest.Floor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Counts what one floor returns for questions with and without an answer.
 *
 * <p>Not thread-safe.
 */
public final class FloorFigures {

    private final Floor floor;
    private double needed;
    private double returned;
    private double right;
    private double answerable;
    private double empty;
    private double unanswerable;
    private double answered;

    /** Starts without questions. */
    public FloorFigures(Floor floor) {
        this.floor = floor;
    }

    /** Asks a question with a limit of 10 and counts the result. */
    public void ask(AgentMemory asker, String question, Set<MemoryId> wanted) {
        List<MemoryId> found = asker
                .recall(RecallRequest.builder(question).floor(floor).build())
                .stream()
                .map(match -> match.memory().id())
                .toList();
        if (wanted.isEmpty()) {
            unanswerable++;
            answered += found.isEmpty() ? 0 : 1;
        } else {
            count(wanted, found);
        }
    }

    private void count(Set<MemoryId> wanted, List<MemoryId> found) {
        Set<MemoryId> both = new HashSet<>(found);
        both.retainAll(wanted);
        answerable++;
        empty += found.isEmpty() ? 1 : 0;
        needed += wanted.size();
        returned += found.size();
        right += both.size();
    }

    /** Adds precision, recall, empty answers and answers to questions that nothing answers. */
    public void addTo(Report report, String set) {
        boolean relevant = floor == Floor.RELEVANT;
        String name = set + floor + ": ";
        report.add(share(name + "precision", right, returned).atLeast(relevant ? 80 : 50));
        report.add(share(name + "recall among ten", right, needed).atLeast(relevant ? 60 : 95));
        report.add(share(name + "empty answers to answerable questions", empty, answerable));
        Figure unfounded = share(name + "answers to unanswerable questions", answered, unanswerable);
        report.add(relevant ? unfounded.atMost(5) : unfounded);
    }

    private static Figure share(String name, double part, double whole) {
        return Figure.of(name, whole == 0 ? 0 : 100 * part / whole, "%");
    }
}
