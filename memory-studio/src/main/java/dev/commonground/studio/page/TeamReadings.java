package dev.commonground.studio.page;

import dev.commonground.AgentMemory;
import dev.commonground.TaskAudit;
import dev.commonground.memory.Author;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Memory.Reading;
import dev.commonground.memory.MemoryId;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the authors of a task were shown of each other's memories, as far as a visitor may read these. */
final class TeamReadings {

    /** How many of an author's last readings are looked at. */
    private static final int MOST = 1_000;

    /** A reader was shown a memory of others. */
    record TeamReading(
            MemoryId memory,
            Author reader,
            Instant at,
            @Nullable String node,
            Set<Author> writers) {}

    private final TaskAudit audit;
    private final AgentMemory visitor;

    TeamReadings(TaskAudit audit, AgentMemory visitor) {
        this.audit = audit;
        this.visitor = visitor;
    }

    List<TeamReading> of(Collection<Author> readers, Instant since) {
        return readers.stream().flatMap(reader -> of(reader, since)).toList();
    }

    private Stream<TeamReading> of(Author reader, Instant since) {
        List<Reading> all = audit.readBy(reader);
        return all.subList(Math.max(0, all.size() - MOST), all.size()).stream()
                .filter(reading -> !reading.at().isBefore(since))
                .flatMap(reading -> reading(reading).stream());
    }

    private Optional<TeamReading> reading(Reading reading) {
        return Optional.ofNullable(reading.memory())
                .flatMap(visitor::find)
                .map(memory -> reading(reading, memory))
                .filter(one -> !one.writers().isEmpty());
    }

    private static TeamReading reading(Reading reading, Memory memory) {
        Set<Author> writers = new LinkedHashSet<>(memory.authors());
        writers.remove(reading.reader());
        return new TeamReading(memory.id(), reading.reader(), reading.at(), reading.node(), writers);
    }
}
