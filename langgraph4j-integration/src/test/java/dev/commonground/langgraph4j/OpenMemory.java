package dev.commonground.langgraph4j;

import dev.commonground.SharedMemory;
import dev.commonground.event.MemoryEvent;
import dev.commonground.guard.WriteGuard;
import dev.commonground.memory.Memory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Opens a memory in a new file for each test, and closes it. */
final class OpenMemory implements BeforeEachCallback, AfterEachCallback {

    final List<MemoryEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final WriteGuard guard;
    private Path folder = Path.of("");
    private List<SharedMemory> opened = new ArrayList<>();

    OpenMemory() {
        this(WriteGuard.standard());
    }

    private OpenMemory(WriteGuard guard) {
        this.guard = guard;
    }

    /** Returns a memory that stores every write, however harmful. */
    static OpenMemory unguarded() {
        return new OpenMemory(WriteGuard.none());
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("open-memory");
        opened = new ArrayList<>();
        reopen();
    }

    /** Returns the folder of the file. */
    Path folder() {
        return folder;
    }

    /** Opens the file again, as another process would. */
    SharedMemory reopen() {
        opened.add(SharedMemory.builder(folder.resolve("memory.db"))
                .keywordsOnly()
                .writeGuard(guard)
                .listener(events::add)
                .open());
        return shared();
    }

    SharedMemory shared() {
        return opened.get(opened.size() - 1);
    }

    GraphMemory graphs() {
        return GraphMemory.over(shared());
    }

    /** Returns the texts that a live reader sees on a task, in alphabetical order. */
    List<String> live(String task) {
        return texts(shared().task(task).agent("auditor").list());
    }

    static List<String> texts(List<Memory> memories) {
        return memories.stream().map(Memory::text).sorted().toList();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        opened.forEach(SharedMemory::close);
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(OpenMemory::delete);
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the names of all authors on a task, in alphabetical order. */
    List<String> authors(String task) {
        return shared().task(task).agent("auditor").list().stream()
                .flatMap(known -> known.authors().stream())
                .map(author -> author.name())
                .sorted()
                .toList();
    }
}
