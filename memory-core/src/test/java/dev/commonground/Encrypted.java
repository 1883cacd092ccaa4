package dev.commonground;

import dev.commonground.internal.encryption.EncryptedStore;
import dev.commonground.internal.encryption.KeyRing;
import dev.commonground.store.Encryption;
import dev.commonground.store.MemoryStore;
import java.nio.file.Path;
import java.util.Arrays;

/** Settings and stores of encrypted memories, for tests. */
public final class Encrypted {

    /** The prefix of a location that {@link MemoryLocation} opens with encryption: a key file and a location follow. */
    public static final String PREFIX = "encrypted:";

    private Encrypted() {}

    /** Returns a master key that differs for each number. */
    public static byte[] master(int number) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) number);
        return key;
    }

    /** Returns settings with the first master key. */
    public static Encryption with(Path keyFile) {
        return Encryption.with(master(1), keyFile);
    }

    /** Returns a store that encrypts into {@code store}. */
    public static MemoryStore store(MemoryStore store, Path keyFile) {
        return new EncryptedStore(store, new KeyRing(with(keyFile)));
    }

    /** Returns a location that {@link MemoryLocation} opens with encryption. */
    public static String location(Path keyFile, String location) {
        return PREFIX + keyFile + "|" + location;
    }
}
