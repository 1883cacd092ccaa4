package dev.commonground.crew.event;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which agents wrote and read which memory in a run.
 *
 * <p>Immutable and thread-safe.
 *
 * @param agents the agents and the persons who wrote, in the order of their first event
 * @param entries the memories, in the order in which they were first written or shown
 */
public record Ledger(List<String> agents, List<Entry> entries) {

    /**
     * One memory with its writers and readers.
     *
     * @param memory the memory
     * @param writers the agents that wrote it
     * @param readers the agents that read it in a briefing or a recall
     */
    public record Entry(MemoryRef memory, Set<String> writers, Set<String> readers) {
        public Entry {
            requireNonNull(memory, "memory");
            writers = Set.copyOf(requireNonNull(writers, "writers"));
            readers = Set.copyOf(requireNonNull(readers, "readers"));
        }

        /** Returns {@code W} if {@code agent} wrote the memory, {@code R} if it read it, {@code WR} for both, else nothing. */
        public String mark(String agent) {
            requireNonNull(agent, "agent");
            return (writers.contains(agent) ? "W" : "") + (readers.contains(agent) ? "R" : "");
        }
    }

    public Ledger {
        agents = List.copyOf(requireNonNull(agents, "agents"));
        entries = List.copyOf(requireNonNull(entries, "entries"));
    }

    static Ledger of(List<CrewEvent> events) {
        Book book = new Book();
        events.forEach(book::note);
        return new Ledger(List.copyOf(book.agents), book.entries());
    }

    /** Returns a table as text, with a line for each memory and a column for each agent. */
    public String text() {
        int width = agents.stream().mapToInt(String::length).reduce(14, Math::max);
        String column = "%-" + width + "s ";
        StringBuilder text = new StringBuilder();
        agents.forEach(agent -> text.append(column.formatted(agent)));
        text.append("memory\n");
        for (Entry entry : entries) {
            agents.forEach(agent -> text.append(column.formatted(entry.mark(agent))));
            text.append(
                    "%s %s%n".formatted(entry.memory().kind(), entry.memory().label()));
        }
        return text.toString();
    }

    /** Collects the writers and readers of each memory. */
    private static final class Book {

        private final Set<String> agents = new LinkedHashSet<>();
        private final Map<String, MemoryRef> memories = new LinkedHashMap<>();
        private final Map<String, Set<String>> writers = new LinkedHashMap<>();
        private final Map<String, Set<String>> readers = new LinkedHashMap<>();

        void note(CrewEvent event) {
            if (event instanceof CrewEvent.TaskStarted started) {
                agents.add(started.agent());
            } else if (event instanceof CrewEvent.Briefed briefed) {
                read(briefed.agent(), briefed.shown());
            } else if (event instanceof CrewEvent.Recalled recalled) {
                read(recalled.agent(), recalled.shown());
            } else if (event instanceof CrewEvent.Remembered remembered
                    && remembered.outcome() != CrewEvent.Outcome.FORGOTTEN) {
                agents.add(remembered.agent());
                of(writers, remembered.memory()).add(remembered.agent());
            }
        }

        private void read(String agent, Collection<MemoryRef> shown) {
            shown.forEach(memory -> of(readers, memory).add(agent));
        }

        private Set<String> of(Map<String, Set<String>> who, MemoryRef memory) {
            memories.putIfAbsent(memory.id(), memory);
            return who.computeIfAbsent(memory.id(), id -> new LinkedHashSet<>());
        }

        List<Entry> entries() {
            List<Entry> entries = new ArrayList<>();
            memories.forEach((id, memory) -> entries.add(
                    new Entry(memory, writers.getOrDefault(id, Set.of()), readers.getOrDefault(id, Set.of()))));
            return entries;
        }
    }
}
