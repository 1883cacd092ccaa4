package dev.commonground.test;

import dev.commonground.store.BlobStore;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The blobs of a store on the heap. */
final class HeapBlobs implements BlobStore {

    private final Supplier<HeapData> data;

    HeapBlobs(Supplier<HeapData> data) {
        this.data = data;
    }

    private <T> T locked(Function<Map<String, Map<String, byte[]>>, T> action) {
        HeapData all = data.get();
        return all.locked(() -> action.apply(all.blobs()));
    }

    @Override
    public void put(String collection, String key, byte[] blob) {
        byte[] copy = blob.clone();
        locked(all ->
                all.computeIfAbsent(collection, name -> new LinkedHashMap<>()).put(key, copy));
    }

    @Override
    public boolean putIfAbsent(String collection, String key, byte[] blob) {
        byte[] copy = blob.clone();
        return locked(all -> Arrays.equals(
                all.computeIfAbsent(collection, name -> new LinkedHashMap<>()).computeIfAbsent(key, absent -> copy),
                blob));
    }

    @Override
    public Optional<byte[]> get(String collection, String key) {
        return locked(all -> Optional.ofNullable(
                        all.getOrDefault(collection, Map.of()).get(key)))
                .map(byte[]::clone);
    }

    @Override
    public List<Blob> list(String collection) {
        return locked(all -> all.getOrDefault(collection, Map.of()).entrySet().stream()
                .map(entry -> new Blob(entry.getKey(), entry.getValue().clone()))
                .toList());
    }

    @Override
    public void remove(String collection) {
        locked(all -> Optional.ofNullable(all.remove(collection)));
    }
}
