package dev.commonground.crew;

import dev.commonground.store.BlobStore;
import dev.commonground.store.MemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/** The blobs of a store, whose writes to the journals of runs pass a hook. The hook receives the key and the write. */
record JournalHook(BlobStore blobs, BiConsumer<String, Runnable> hook) implements BlobStore {

    static MemoryStore around(MemoryStore store, BiConsumer<String, Runnable> hook) {
        return (MemoryStore) Proxy.newProxyInstance(
                MemoryStore.class.getClassLoader(), new Class<?>[] {MemoryStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("blobs")) {
                        return new JournalHook(store.blobs(), hook);
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public void put(String collection, String key, byte[] data) {
        blobs.put(collection, key, data);
    }

    @Override
    public boolean putIfAbsent(String collection, String key, byte[] data) {
        AtomicBoolean put = new AtomicBoolean();
        Runnable write = () -> put.set(blobs.putIfAbsent(collection, key, data));
        if (collection.contains("/journal/")) {
            hook.accept(key, write);
        } else {
            write.run();
        }
        return put.get();
    }

    @Override
    public Optional<byte[]> get(String collection, String key) {
        return blobs.get(collection, key);
    }

    @Override
    public List<Blob> list(String collection) {
        return blobs.list(collection);
    }

    @Override
    public void remove(String collection) {
        blobs.remove(collection);
    }
}
