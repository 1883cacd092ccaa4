package dev.commonground.internal.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.commonground.store.MemoryStore;
import dev.commonground.store.MemoryStoreException;
import dev.commonground.store.ScopeListing;
import dev.commonground.store.ScopeListing.Subject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides whether an owner's memory is encrypted: a mark says so, a blob that is encrypted itself. So the wrong key, and no
 * key, are noticed when the memory is opened.
 */
public final class EncryptedMemory {

    private static final String COLLECTION = "encryption";
    private static final byte[] CONTENT = "This memory is encrypted".getBytes(UTF_8);

    private EncryptedMemory() {}

    /**
     * Requires that the memory is not encrypted.
     *
     * @throws MemoryStoreException if it is
     */
    public static void requirePlain(MemoryStore store, String owner) {
        if (mark(store, owner).isPresent()) {
            throw new MemoryStoreException(
                    "This memory is encrypted: open it with its key, by SharedMemory.Builder.encryption(...). Nothing was changed");
        }
    }

    /**
     * Returns the store that encrypts and decrypts with these keys. A memory without content becomes encrypted.
     *
     * @param writable whether a memory without content may be marked
     * @throws MemoryStoreException if these are not the keys of the memory, or it was written without encryption
     */
    public static MemoryStore open(MemoryStore store, String owner, KeyRing keys, boolean writable) {
        Optional<byte[]> mark = mark(store, owner);
        if (mark.isEmpty() && hasContent(store, owner) && mark(store, owner).isEmpty()) {
            throw EncryptedScopes.inTheClear("This memory");
        }
        if (mark.isPresent()) {
            check(keys, owner, mark.get());
        } else if (writable) {
            mark(store, owner, keys);
        }
        return new EncryptedStore(store, keys);
    }

    private static void mark(MemoryStore store, String owner, KeyRing keys) {
        byte[] encrypted = keys.open(keyOf(owner)).encrypt(CONTENT, place(owner));
        if (!store.blobs().putIfAbsent(COLLECTION, owner, encrypted)) {
            check(keys, owner, mark(store, owner).orElseThrow());
        }
    }

    private static String keyOf(String owner) {
        return "m" + EncryptedBlobs.hash(owner);
    }

    private static Optional<byte[]> mark(MemoryStore store, String owner) {
        return store.blobs().get(COLLECTION, owner);
    }

    private static void check(KeyRing keys, String owner, byte[] mark) {
        String name = keyOf(owner);
        ScopeKey key = keys.find(name).orElseThrow(() -> Destruction.of(keys, name, "This memory"));
        byte[] unused = key.decrypt(mark, place(owner));
    }

    private static RowPlace place(String owner) {
        return new RowPlace("record", List.of(COLLECTION, owner));
    }

    private static boolean hasContent(MemoryStore store, String owner) {
        return Stream.of(Subject.values())
                .map(subject -> new ScopeListing(subject, "", 1))
                .anyMatch(first -> !store.list(owner, first).isEmpty());
    }
}
