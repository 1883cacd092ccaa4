package dev.commonground.test;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.commonground.SharedMemory;
import dev.commonground.TaskMemory;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.Audience;
import dev.commonground.memory.Author;
import dev.commonground.memory.Conflict;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is live on a task, as JSON Lines: a line for each memory and each conflict, in an order that does not depend on ids or
 * times. It holds private notes and memories for named readers, as far as an author on the task reads them.
 */
final class MemorySnapshot {

    /** The system property that writes the files of snapshots anew. */
    static final String UPDATE = "commonground.snapshots.update";

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Comparator<Memory> ORDER =
            Comparator.comparing((Memory memory) -> memory.scope().toString()).thenComparing(Memory.BY_KIND);

    private final List<String> lines;

    private MemorySnapshot(List<String> lines) {
        this.lines = lines;
    }

    static MemorySnapshot of(SharedMemory memory, String task, @Nullable String user) {
        TaskMemory opened = MemoryView.task(memory, task, user);
        Map<MemoryId, Memory> memories = new LinkedHashMap<>();
        Map<String, Conflict> conflicts = new TreeMap<>();
        for (Author author : MemoryView.authors(memory, task)) {
            MemoryView.handle(opened, author).list().forEach(known -> memories.put(known.id(), known));
            MemoryView.handle(opened, author)
                    .conflicts()
                    .forEach(conflict -> conflicts.putIfAbsent(conflict.key(), conflict));
        }
        List<String> lines = new ArrayList<>();
        memories.values().stream().sorted(ORDER).forEach(known -> lines.add(line(known)));
        conflicts.values().forEach(conflict -> lines.add(line(conflict)));
        return new MemorySnapshot(lines);
    }

    private static String line(Memory memory) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("scope", memory.scope().toString());
        fields.put("kind", memory.kind().name());
        if (memory.key() != null) {
            fields.put("key", memory.key());
            fields.put("value", memory.value());
        }
        fields.put("text", memory.text());
        if (!memory.metadata().values().isEmpty()) {
            fields.put("metadata", new TreeMap<>(memory.metadata().values()));
        }
        fields.put(
                "said", memory.assertions().stream().map(MemorySnapshot::said).toList());
        return json(fields);
    }

    private static Map<String, Object> said(Assertion assertion) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("by", assertion.author().name());
        if (assertion.recorder() != null) {
            fields.put("recorder", assertion.recorder().name());
        }
        if (assertion.node() != null) {
            fields.put("node", assertion.node());
        }
        fields.put("origin", assertion.origin().name());
        fields.put("trust", assertion.trust());
        if (assertion.evidence() != null) {
            fields.put("evidence", assertion.evidence());
        }
        if (!assertion.audience().equals(Audience.EVERYONE)) {
            fields.put("audience", readers(assertion.audience()));
        }
        return fields;
    }

    /** Returns each restriction as its members; a reader must be a member of all. */
    private static List<List<String>> readers(Audience audience) {
        return audience.restrictions().stream()
                .map(members -> members.stream()
                        .map(member -> "%s %s".formatted(member.type().name().toLowerCase(Locale.ROOT), member.name()))
                        .sorted()
                        .toList())
                .sorted(Comparator.comparing(List::toString))
                .toList();
    }

    private static String line(Conflict conflict) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("conflict", conflict.key());
        fields.put(
                "values",
                conflict.memories().stream().map(Memory::value).sorted().toList());
        return json(fields);
    }

    private static String json(Map<String, Object> fields) {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what is different, or null; writes the file instead if the caller asked for that. */
    @Nullable
    String compareWith(Path file) {
        if (Boolean.getBoolean(UPDATE)) {
            write(file);
            return null;
        }
        if (!Files.exists(file)) {
            return "There is no snapshot %s: run the test with -D%s=true to write it, and review what it holds"
                    .formatted(file, UPDATE);
        }
        List<String> expected = read(file);
        return expected.equals(lines) ? null : difference(file, expected);
    }

    private String difference(Path file, List<String> expected) {
        List<String> gone = new ArrayList<>(expected);
        lines.forEach(gone::remove);
        List<String> fresh = new ArrayList<>(lines);
        expected.forEach(fresh::remove);
        String changes = gone.isEmpty() && fresh.isEmpty()
                ? "\n  the lines are in another order"
                : marked("\n  - ", gone) + marked("\n  + ", fresh);
        return "The memory differs from the snapshot %s:%s\nIf this is right, run the test with -D%s=true to write it anew"
                .formatted(file, changes, UPDATE);
    }

    private static String marked(String mark, List<String> lines) {
        return lines.stream().map(line -> mark + line).collect(Collectors.joining());
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
