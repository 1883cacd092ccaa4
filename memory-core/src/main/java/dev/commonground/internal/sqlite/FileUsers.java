package dev.commonground.internal.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The read-only readers and the writers of one file in this process. SQLite keeps one record of a log's shared memory for
 * all connections of a process. A connection that must not create the shared memory opens the record read-only, and then
 * writers are refused as long as it is open. So readers close their connections before a process begins to write a file,
 * and open others.
 *
 * <p>Thread-safe.
 */
final class FileUsers {

    /** An access to a file through connections that it opens, or that no writer asked to close. */
    interface FileAccess<T, E extends Exception> {
        T run() throws E;
    }

    private static final ConcurrentMap<Path, FileUsers> BY_FILE = new ConcurrentHashMap<>();

    private final Path file;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final List<Runnable> closings = new CopyOnWriteArrayList<>();
    private final AtomicInteger writers = new AtomicInteger();
    private int users;

    private FileUsers(Path file) {
        this.file = file;
    }

    /** Joins the users of a file, which need not exist; its folder must. The caller leaves again. */
    static FileUsers join(Path file) {
        return BY_FILE.compute(real(file), (name, known) -> {
            FileUsers joined = known == null ? new FileUsers(name) : known;
            joined.users++;
            return joined;
        });
    }

    private static Path real(Path file) {
        try {
            Path folder = file.getParent();
            return file.toFile().exists() || folder == null
                    ? file.toRealPath()
                    : folder.toRealPath().resolve(file.getFileName());
        } catch (IOException e) {
            return file;
        }
    }

    /**
     * Leaves the users.
     *
     * @param closed the {@linkplain #beforeWriting closings} of the leaving reader; empty if it is a writer
     */
    void leave(Collection<Runnable> closed) {
        closings.removeAll(closed);
        BY_FILE.compute(file, (name, known) -> --users == 0 ? null : known);
    }

    /** Runs a reader's access. Meanwhile, this process does not begin to write the file. */
    <T, E extends Exception> T read(FileAccess<T, E> access) throws E {
        lock.readLock().lock();
        try {
            return access.run();
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Has a reader close its connections before this process begins to write the file.
     *
     * @param closing closes the connections; it must wait for no access
     */
    void beforeWriting(Runnable closing) {
        closings.add(closing);
    }

    /** Begins to write, after the accesses of readers ended and their connections are closed. */
    void beginWriting() {
        lock.writeLock().lock();
        try {
            if (writers.getAndIncrement() == 0) {
                closings.forEach(Runnable::run);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    void endWriting() {
        writers.decrementAndGet();
    }

    /** Returns whether this process writes the file. */
    boolean isWritten() {
        return writers.get() > 0;
    }
}
