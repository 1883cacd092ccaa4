package dev.commonground.test;

import static java.util.Objects.requireNonNull;

import dev.commonground.event.MemoryEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A listener that keeps every event of a memory in order: what was written, recalled and briefed, and by whom.
 *
 * <pre>{@code
 * MemoryRecorder recorder = new MemoryRecorder();
 * SharedMemory memory = SharedMemory.builder(store).listener(recorder).open();
 * assertThat(memory, recorder).task("q3").agent("editor").wasBriefedWith("500 words");
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class MemoryRecorder implements MemoryEvent.Listener {

    private final List<MemoryEvent> events = new CopyOnWriteArrayList<>();

    /** Creates a recorder without events. */
    public MemoryRecorder() {}

    @Override
    public void on(MemoryEvent event) {
        events.add(requireNonNull(event, "event"));
    }

    /** Returns all events since the beginning or the last {@link #clear}, oldest first. */
    public List<MemoryEvent> events() {
        return List.copyOf(events);
    }

    /** Returns the events of one type, oldest first. */
    public <E extends MemoryEvent> List<E> events(Class<E> type) {
        requireNonNull(type, "type");
        List<E> found = new ArrayList<>();
        for (MemoryEvent event : events) {
            if (type.isInstance(event)) {
                found.add(type.cast(event));
            }
        }
        return found;
    }

    /** Forgets the events so far. */
    public void clear() {
        events.clear();
    }
}
