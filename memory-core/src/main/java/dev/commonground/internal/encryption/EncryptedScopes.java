package dev.commonground.internal.encryption;

import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.MemoryStoreException;
import dev.commonground.store.ScopeGoneException;
import dev.commonground.store.ScopeRecord;
import java.util.List;
import java.util.Optional;

/**
 * The scopes of an encrypted memory: each has a key under its id. A scope without entries may be without a key, because the
 * process that created it died; it counts as absent until it is opened.
 *
 * <p>Thread-safe.
 */
final class EncryptedScopes {

    private final MemoryStore store;
    private final KeyRing keys;

    EncryptedScopes(MemoryStore store, KeyRing keys) {
        this.store = store;
        this.keys = keys;
    }

    /**
     * Returns the record of an existing scope with the ids that its key makes. If the key was destroyed, the record is
     * returned as it is; only what it holds cannot be read.
     *
     * @throws MemoryStoreException if the scope has content, but no key
     */
    Optional<ScopeRecord> known(ScopeRecord record) {
        Optional<ScopeRecord> keyed = keys.find(record.id()).map(key -> withIdentity(record, key));
        if (keyed.isPresent() || keys.destroyed(record.id()).isPresent()) {
            return keyed.or(() -> Optional.of(record));
        }
        List<Entry> entries = entriesOf(record);
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        if (entries.stream().noneMatch(entry -> entry.action() instanceof Entry.Encrypted)) {
            throw inTheClear("The " + record.scope());
        }
        // Another writer may have made the key since, and then written: a key is there before what it encrypts.
        return Optional.of(withIdentity(
                record,
                keys.present(record.id())
                        .orElseThrow(() -> Destruction.of(keys, record.id(), "The content of the " + record.scope()))));
    }

    private List<Entry> entriesOf(ScopeRecord record) {
        try {
            return store.readBeyond(record.id(), 0, "").entries();
        } catch (ScopeGoneException e) {
            return List.of();
        }
    }

    static MemoryStoreException inTheClear(String what) {
        return new MemoryStoreException(
                "%s was written without encryption, and is not encrypted later: export it without encryption(...), and import it into a new memory that is opened with encryption(...). Nothing was changed"
                        .formatted(what));
    }

    /** Returns the record of a scope that is to be written, and gives it a key if it has none and no content. */
    ScopeRecord opened(ScopeRecord record) {
        return known(record).orElseGet(() -> withIdentity(record, keys.open(record.id())));
    }

    private static ScopeRecord withIdentity(ScopeRecord record, ScopeKey key) {
        return new ScopeRecord(record.id(), record.scope(), key.identity());
    }

    /**
     * Returns the key of a scope.
     *
     * @throws ScopeGoneException if the scope does not exist
     * @throws MemoryStoreException if the key was destroyed, or is not there
     */
    ScopeKey key(String scope) {
        return keys.find(scope).orElseThrow(() -> {
            requireExisting(scope);
            return Destruction.of(keys, scope, "The content of the scope " + scope);
        });
    }

    private void requireExisting(String scope) {
        MemoryStore.Tail unused = store.readBeyond(scope, Long.MAX_VALUE, "");
    }
}
