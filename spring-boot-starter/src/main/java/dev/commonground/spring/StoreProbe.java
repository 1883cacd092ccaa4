package dev.commonground.spring;

import dev.commonground.SharedMemory;
import dev.commonground.event.MemoryEvent.Vitals;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks whether the store of a memory answers. */
final class StoreProbe {

    private final SharedMemory memory;

    StoreProbe(SharedMemory memory) {
        this.memory = memory;
    }

    /**
     * Returns the load of the memory.
     *
     * @throws RuntimeException if the store does not answer
     */
    Map<String, Object> details() {
        memory.tasks("", 1);
        Vitals vitals = memory.vitals();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("scopes", vitals.scopes());
        details.put("indexBytes", vitals.indexBytes());
        details.put("queuedWrites", vitals.queuedWrites());
        return details;
    }
}
