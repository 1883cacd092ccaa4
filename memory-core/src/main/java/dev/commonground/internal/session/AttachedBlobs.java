package dev.commonground.internal.session;

import dev.commonground.memory.Scope;
import dev.commonground.store.BlobStore;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The collections of blobs that belong to a task or a user: its own, and those that were attached to it. */
public final class AttachedBlobs {

    /** What earlier versions named after a crew's run, which is its task, without attaching it. */
    private static final List<String> OF_EARLIER_VERSIONS = List.of("journal/", "checkpoints/", "leases/");

    private final BlobStore blobs;

    public AttachedBlobs(Engine engine) {
        this.blobs = new OwnedBlobs(engine.store().blobs(), engine.owner());
    }

    /** Returns the tasks among scopes, and those of agents' notes. */
    static Set<Scope.Task> tasks(Collection<Scope> scopes) {
        Set<Scope.Task> tasks = new LinkedHashSet<>();
        for (Scope scope : scopes) {
            if (scope instanceof Scope.Task task) {
                tasks.add(task);
            } else if (scope instanceof Scope.Agent agent && agent.task() != null) {
                tasks.add(new Scope.Task(agent.task()));
            }
        }
        return tasks;
    }

    /** Returns the tasks and users that hold the blobs about scopes. */
    static Set<Scope> holders(Collection<Scope> scopes) {
        Set<Scope> holders = new LinkedHashSet<>(tasks(scopes));
        scopes.stream().filter(Scope.User.class::isInstance).forEach(holders::add);
        return holders;
    }

    private Set<String> collections(Scope scope) {
        Set<String> collections = new LinkedHashSet<>();
        if (scope instanceof Scope.Task task) {
            collections.add(BlobStore.taskCollection(task));
            OF_EARLIER_VERSIONS.forEach(prefix -> collections.add(prefix + task.task()));
        }
        blobs.list(BlobStore.attachments(scope)).forEach(blob -> collections.add(blob.key()));
        return collections;
    }

    /**
     * Removes the collections, but not a task's own, which the store deletes together with the task. After a failure, the
     * caller can repeat it.
     *
     * @return whether any were attached
     */
    public boolean remove(Scope scope) {
        boolean attached = !blobs.list(BlobStore.attachments(scope)).isEmpty();
        Set<String> collections = collections(scope);
        if (scope instanceof Scope.Task task) {
            collections.remove(BlobStore.taskCollection(task));
        }
        collections.forEach(blobs::remove);
        blobs.remove(BlobStore.attachments(scope));
        return attached;
    }

    /** Overwrites words in the collections, and returns the number of blobs that contained some. */
    int redact(Set<Scope> scopes, Quotations words) {
        Set<String> collections = new LinkedHashSet<>();
        scopes.forEach(scope -> collections.addAll(collections(scope)));
        int redacted = 0;
        for (String collection : collections) {
            for (BlobStore.Blob blob : blobs.list(collection)) {
                redacted += redact(collection, blob, words) ? 1 : 0;
            }
        }
        return redacted;
    }

    /** Reads a blob again before it is replaced: a conversation may have grown meanwhile. */
    private boolean redact(String collection, BlobStore.Blob listed, Quotations words) {
        byte[] data = listed.data();
        Optional<byte[]> overwritten = words.overwritten(data);
        while (overwritten.isPresent()) {
            Optional<byte[]> now = blobs.get(collection, listed.key());
            if (now.isEmpty()) {
                return false;
            }
            if (Arrays.equals(now.get(), data)) {
                blobs.put(collection, listed.key(), overwritten.get());
                return true;
            }
            data = now.get();
            overwritten = words.overwritten(data);
        }
        return false;
    }
}
