package dev.commonground.internal.encryption;

import dev.commonground.store.MemoryStoreException;

/** Tells why content cannot be read: its key was destroyed, or is not there. */
final class Destruction {

    private Destruction() {}

    /**
     * Returns the exception.
     *
     * @param what what the key encrypts, for the message
     */
    static MemoryStoreException of(KeyRing keys, String name, String what) {
        return keys.destroyed(name)
                .map(at -> new MemoryStoreException(
                        "%s was erased for good: its key was destroyed on %s. Delete it again, to remove what is left of it"
                                .formatted(what, at)))
                .orElseGet(() -> new MemoryStoreException(
                        "%s is encrypted, but its key is not in %s: open the memory with the keys that belong to it. Nothing was changed"
                                .formatted(what, keys)));
    }
}
