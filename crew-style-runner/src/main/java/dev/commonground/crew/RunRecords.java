package dev.commonground.crew;

import dev.commonground.crew.model.Journal;
import dev.commonground.memory.Scope;
import dev.commonground.store.BlobStore;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What runs keep in the store beside the memory and the checkpoints: journal, long texts and leases. They quote the task's
 * memory and the user's, so they are deleted with either.
 */
final class RunRecords {

    private final @Nullable BlobStore blobs;

    RunRecords(@Nullable BlobStore blobs) {
        this.blobs = blobs;
    }

    /** Attaches the records of a run to its task and to its user. */
    void attach(String run, @Nullable String user) {
        if (blobs == null) {
            return;
        }
        Stream<String> collections =
                Stream.of(Journal.collection(run), LongTexts.collection(run), LeaseLog.collection(run));
        collections.forEach(collection -> attach(blobs, collection, run, user));
    }

    private static void attach(BlobStore blobs, String collection, String run, @Nullable String user) {
        blobs.attach(Scope.task(run), collection);
        if (user != null) {
            blobs.attach(Scope.user(user), collection);
        }
    }
}
