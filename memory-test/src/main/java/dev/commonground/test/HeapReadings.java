package dev.commonground.test;

import dev.commonground.memory.Author;
import dev.commonground.memory.Memory.Reading;
import dev.commonground.memory.MemoryId;
import dev.commonground.store.Entry;
import dev.commonground.store.ReadLedger;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The ledger of readings of a store on the heap. */
final class HeapReadings implements ReadLedger {

    private final Supplier<HeapData> data;

    HeapReadings(Supplier<HeapData> data) {
        this.data = data;
    }

    @Override
    public void add(String scope, long position, List<Reading> readings, int most) {
        HeapData all = data.get();
        all.locked(() -> {
            HeapScope known = all.get(scope);
            if (known != null) {
                known.ledger().add(readings, erasedBeyond(known, position), most);
            }
            return known != null;
        });
    }

    private static Set<MemoryId> erasedBeyond(HeapScope scope, long position) {
        return scope.log().beyond(position).stream()
                .map(Entry::action)
                .filter(Entry.Erase.class::isInstance)
                .map(action -> ((Entry.Erase) action).id())
                .collect(Collectors.toSet());
    }

    @Override
    public List<Reading> of(String scope, MemoryId id) {
        return where(scope, reading -> id.equals(reading.memory()));
    }

    @Override
    public List<Reading> by(String scope, Author reader) {
        return where(scope, reading -> reading.reader().equals(reader));
    }

    private List<Reading> where(String scope, Predicate<Reading> condition) {
        HeapData all = data.get();
        return all.locked(() -> {
            HeapScope known = all.get(scope);
            return known == null ? List.of() : known.ledger().where(condition);
        });
    }
}
