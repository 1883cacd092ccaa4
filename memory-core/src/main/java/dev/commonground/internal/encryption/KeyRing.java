package dev.commonground.internal.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.commonground.store.Encryption;
import dev.commonground.store.MemoryStoreException;
import dev.commonground.store.ScopeKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.SecretKey;

/**
 * The keys of a memory. It unwraps them with the master key when they are first needed, and holds them for a minute: so long
 * may another process still use a key that was destroyed here.
 *
 * <p>Thread-safe.
 */
public final class KeyRing {

    private static final Duration HELD = Duration.ofMinutes(1);
    private static final int MOST_HELD = 10_000;

    private final SecretKey master;
    private final Encryption encryption;
    private final ScopeKeys keys;
    private final Cache<String, ScopeKey> held =
            Caffeine.newBuilder().maximumSize(MOST_HELD).expireAfterWrite(HELD).build();

    /** Creates the key ring of these settings. */
    public KeyRing(Encryption encryption) {
        this.encryption = encryption;
        this.master = encryption.master();
        this.keys = encryption.keys();
    }

    /** Returns the key of this name, or empty if there is none. */
    Optional<ScopeKey> find(String name) {
        ScopeKey known = held.getIfPresent(name);
        return known != null ? Optional.of(known) : present(name);
    }

    /** Returns the key of this name as the keeper has it now. */
    Optional<ScopeKey> present(String name) {
        Optional<ScopeKey> present = keys.find(name).map(wrapped -> unwrapped(name, wrapped));
        present.ifPresentOrElse(key -> held.put(name, key), () -> held.invalidate(name));
        return present;
    }

    /** Returns the key of this name, and creates it if there is none. */
    ScopeKey open(String name) {
        return find(name).orElseGet(() -> {
            ScopeKey key = unwrapped(name, keys.putIfAbsent(name, wrapped(name, ScopeKey.random())));
            held.put(name, key);
            return key;
        });
    }

    void destroy(String name) {
        keys.destroy(name);
        held.invalidate(name);
    }

    Optional<Instant> destroyed(String name) {
        return keys.destroyed(name);
    }

    /** Wraps all keys with the present master key, at once. Returns the number of keys. */
    public int rewrap() {
        return keys.replaceAll((name, wrapped) -> wrapped(name, unwrapped(name, wrapped)));
    }

    private byte[] wrapped(String name, ScopeKey key) {
        return AesGcm.encrypt(master, key.bytes(), name.getBytes(UTF_8));
    }

    private ScopeKey unwrapped(String name, byte[] wrapped) {
        return Stream.concat(Stream.of(master), encryption.accepted().stream())
                .flatMap(key -> AesGcm.decrypt(key, wrapped, 0, name.getBytes(UTF_8)).stream())
                .findFirst()
                .flatMap(ScopeKey::of)
                .orElseThrow(() -> new MemoryStoreException(
                        "The key %s in %s cannot be unwrapped: pass the master key that wrapped it, or add a former one by Encryption.accepting(...). Nothing was changed"
                                .formatted(name, keys)));
    }

    @Override
    public String toString() {
        return keys.toString();
    }
}
