package dev.commonground.studio;

import dev.commonground.SharedMemory;
import java.util.HashMap;
import java.util.Map;

/** The open memories of a server, one for each owner, opened when the first client asks for it. Thread-safe. */
final class OpenMemories implements AutoCloseable {

    private final MemoryPlace place;
    private final int readings;
    private final Map<String, SharedMemory> byOwner = new HashMap<>();

    OpenMemories(MemoryPlace place, int readings) {
        this.place = place;
        this.readings = readings;
    }

    synchronized SharedMemory of(String owner) {
        return byOwner.computeIfAbsent(owner, id -> {
            SharedMemory.Builder settings = place.settings(id);
            return (readings == 0 ? settings : settings.readLedger(readings)).open();
        });
    }

    @Override
    public synchronized void close() {
        byOwner.values().forEach(SharedMemory::close);
        byOwner.clear();
    }
}
