package dev.commonground.minilm;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An encoder that all its users in the process share: the first one loads it, and the last one closes it.
 *
 * <p>Thread-safe.
 */
final class SharedEncoder {

    private final Supplier<LoadedEncoder> loader;
    private @Nullable LoadedEncoder loaded;
    private int users;

    SharedEncoder(Supplier<LoadedEncoder> loader) {
        this.loader = loader;
    }

    /** One user's share of the encoder. Running it gives the share back; running it again has no effect. */
    static final class Share implements Runnable {

        private final SharedEncoder shared;
        private final LoadedEncoder encoder;
        private final AtomicBoolean returned = new AtomicBoolean();

        private Share(SharedEncoder shared, LoadedEncoder encoder) {
            this.shared = shared;
            this.encoder = encoder;
        }

        /** Returns the encoder, which must not be used after the share was given back. */
        LoadedEncoder encoder() {
            return encoder;
        }

        boolean isReturned() {
            return returned.get();
        }

        @Override
        public void run() {
            if (!returned.getAndSet(true)) {
                shared.leave();
            }
        }
    }

    /** Returns a share of the encoder, and loads it for the first user. */
    synchronized Share share() {
        if (loaded == null) {
            loaded = loader.get();
        }
        users++;
        return new Share(this, loaded);
    }

    private synchronized void leave() {
        users--;
        if (users == 0 && loaded != null) {
            loaded.close();
            loaded = null;
        }
    }
}
