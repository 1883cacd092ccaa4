package dev.commonground.crew;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.commonground.store.BlobStore;
import java.util.Optional;

/** The numbered leases of a run in the store, with the last beat and the end of each. */
final class LeaseLog {

    private static final String BEAT = " beat";
    private static final String END = " end";

    private final BlobStore blobs;
    private final String collection;
    private long last;

    LeaseLog(BlobStore blobs, String run) {
        this.blobs = blobs;
        this.collection = collection(run);
        this.last = blobs.list(collection).stream()
                .map(BlobStore.Blob::key)
                .filter(key -> key.indexOf(' ') < 0)
                .mapToLong(Long::parseLong)
                .max()
                .orElse(0);
    }

    static String collection(String run) {
        return "leases/" + run;
    }

    /** Returns the holder of the last lease; empty if there is none or if it has ended. */
    Optional<LeaseHolder> holder() {
        return blobs.get(collection, last + END).isPresent()
                ? Optional.empty()
                : blobs.get(collection, Long.toString(last)).map(LeaseHolder::read);
    }

    /** Adds the next lease, and returns whether no other caller was faster. */
    boolean add(LeaseHolder holder) {
        boolean first = blobs.putIfAbsent(collection, Long.toString(last + 1), holder.write());
        last++;
        return first;
    }

    /** Returns the last beat of the last lease; the end of a lease is a beat as well. */
    String lastBeat() {
        return read(BEAT) + read(END);
    }

    private String read(String suffix) {
        return blobs.get(collection, last + suffix)
                .map(data -> new String(data, UTF_8))
                .orElse("");
    }

    void beat(long count) {
        blobs.put(collection, last + BEAT, Long.toString(count).getBytes(UTF_8));
    }

    void end() {
        blobs.put(collection, last + END, "ended".getBytes(UTF_8));
    }
}
