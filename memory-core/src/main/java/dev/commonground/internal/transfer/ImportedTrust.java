package dev.commonground.internal.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Author;
import dev.commonground.memory.MemoryId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The trust in each line of an import: at most that of each statement of the file that the line is derived from, unless a
 * person is its author. It depends on the file alone, so a second import computes the same.
 */
final class ImportedTrust {

    private final List<ObjectNode> lines;
    private final List<@Nullable MemoryId> ids;
    private final double[] trust;

    /**
     * Computes the trust.
     *
     * @param ids the statement of each line, or null
     */
    ImportedTrust(List<ObjectNode> lines, List<@Nullable MemoryId> ids) {
        this.lines = lines;
        this.ids = ids;
        this.trust = lines.stream()
                .mapToDouble(line -> line.path("trust").doubleValue())
                .toArray();
        boolean lowered = true;
        while (lowered) {
            lowered = lower();
        }
    }

    /** Lowers each line to its sources once; returns whether that changed anything. */
    private boolean lower() {
        Map<MemoryId, Double> byStatement = byStatement();
        boolean lowered = false;
        for (int line = 0; line < trust.length; line++) {
            double limit = limit(lines.get(line), byStatement);
            lowered |= limit < trust[line];
            trust[line] = Math.min(trust[line], limit);
        }
        return lowered;
    }

    private Map<MemoryId, Double> byStatement() {
        Map<MemoryId, Double> highest = new HashMap<>();
        for (int line = 0; line < trust.length; line++) {
            MemoryId id = ids.get(line);
            if (id != null) {
                highest.merge(id, trust[line], Math::max);
            }
        }
        return highest;
    }

    private double limit(ObjectNode line, Map<MemoryId, Double> byStatement) {
        double limit = 1;
        if (!Author.Type.PERSON.name().equals(line.path("authorType").asText())) {
            for (JsonNode number : line.path(LogLine.DERIVED_FROM)) {
                limit = Math.min(limit, byStatement.getOrDefault(source(number), 1.0));
            }
        }
        return limit;
    }

    private @Nullable MemoryId source(JsonNode number) {
        int other = number.asInt() - LogLine.FIRST;
        return other >= 0 && other < ids.size() ? ids.get(other) : null;
    }

    /** Returns the trust in a line, 0 to 1. */
    double of(int line) {
        return trust[line];
    }

    /** Returns whether a line may retract an earlier one: low trust supersedes no other statement of more trust. */
    boolean mayRetract(int line, int earlier) {
        MemoryId id = ids.get(line);
        return id == null
                || id.equals(ids.get(earlier))
                || trust[line] >= Assertion.LOW_TRUST
                || trust[line] >= trust[earlier];
    }
}
