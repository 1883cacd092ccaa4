package dev.commonground.internal.sqlite;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.ErasureReceipt.Cleanup;
import dev.commonground.memory.Scope;
import dev.commonground.memory.TaskState;
import dev.commonground.memory.Verification;
import dev.commonground.store.BlobStore;
import dev.commonground.store.Commit;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ReadLedger;
import dev.commonground.store.ScopeListing;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.ScopeStatus;
import dev.commonground.store.StatementVector;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A store in a SQLite file. Every commit is durable on return, also after a killed process and a power failure ({@code
 * synchronous=FULL}). Threads that commit at the same time share one fdatasync.
 *
 * <p>Thread-safe. Several processes on one machine can use the file at the same time. The file must not be on a network
 * file system, which SQLite's write-ahead log does not support.
 */
public final class SqliteStore implements MemoryStore {

    private static final Tail NOTHING_NEW = new Tail(List.of(), List.of());

    private final SqliteFile file;
    private final SqliteReaders readers;
    private final SqliteWriter writer;
    private final SqliteWatcher watcher;
    private final FileCleaner cleaner;
    private final BlobStore blobs;
    private final ReadLedger readings;

    private SqliteStore(SqliteFile file) {
        this.file = file;
        this.readers = new SqliteReaders(file);
        this.writer = new SqliteWriter(file);
        this.watcher = new SqliteWatcher(file);
        this.cleaner = new FileCleaner(file);
        this.blobs = new SqliteBlobs(readers, writer, cleaner);
        this.readings = new SqliteReadings(readers, writer);
    }

    /**
     * Opens the store in {@code file}; creates the file and its folders if they do not exist.
     *
     * @throws dev.commonground.store.MemoryStoreException if the file is not a memory store, was written by a newer version,
     *     is damaged, or cannot be read or written
     */
    public static SqliteStore open(Path file) {
        return open(file, List.of(), UnaryOperator.identity());
    }

    /**
     * Opens the store in an existing file without changing anything, for readers that may not write or must leave no trace.
     * The file may be on a read-only file system, may be written by other processes meanwhile, and may have an older
     * version. Nothing is written to the file or its folder. The caller must not call a method that writes.
     *
     * @throws dev.commonground.store.MemoryStoreException if the file does not exist, is not a memory store, was written by a
     *     newer version, is damaged, or must be recovered by a writer first
     */
    public static SqliteStore openReadOnly(Path file) {
        return new SqliteStore(SqliteFile.readOnly(requireNonNull(file, "file")));
    }

    static SqliteStore open(Path file, List<String> pragmas, UnaryOperator<Connection> wrapper) {
        SqliteStore store = new SqliteStore(SqliteFile.prepare(requireNonNull(file, "file"), pragmas, wrapper));
        if (store.readers.query(CleaningDebt::isOwed)) {
            store.cleaner.request();
        }
        return store;
    }

    @Override
    public Optional<ScopeRecord> find(String owner, Scope scope) {
        return readers.query(statements -> ScopeRows.find(statements, owner, scope));
    }

    @Override
    public List<ScopeRecord> open(String owner, List<Scope> scopes) {
        List<ScopeRecord> known = new ArrayList<>();
        for (Scope scope : scopes) {
            find(owner, scope).ifPresent(known::add);
        }
        return known.size() == scopes.size()
                ? known
                : writer.write(statements -> ScopeRows.open(statements, owner, scopes));
    }

    @Override
    public List<ScopeRecord> scopes(String owner, Scope.Task task) {
        return readers.read(statements -> TaskRows.scopes(statements, owner, task));
    }

    @Override
    public List<ScopeStatus> list(String owner, ScopeListing listing) {
        return readers.query(statements -> ListingRows.list(statements, owner, listing));
    }

    @Override
    public int queuedWrites() {
        return writer.queued();
    }

    @Override
    public Tail readBeyond(String scope, long position, String model) {
        return readers.query(statements -> ScopeRows.position(statements, scope)) <= position
                ? NOTHING_NEW
                : readers.read(statements -> EntryRows.readBeyond(statements, scope, position, model));
    }

    @Override
    public Commit.Receipt commit(Commit commit) {
        return commit(commit, receipt -> {});
    }

    @Override
    public Commit.Receipt commit(Commit commit, Consumer<Commit.Receipt> durable) {
        Commit.Receipt receipt = writer.write(statements -> CommitRows.append(statements, commit), durable);
        List<Entry.Action> removals = commit.appends().stream()
                .flatMap(append -> append.actions().stream())
                .filter(Entry.Action::removes)
                .toList();
        if (removals.stream().anyMatch(action -> action instanceof Entry.Erase || action instanceof Entry.Review)) {
            cleaner.requestAndWait();
        } else if (!removals.isEmpty()) {
            cleaner.request();
        }
        return receipt;
    }

    @Override
    public void keepVectors(String scope, long position, List<StatementVector> vectors) {
        writer.write(statements -> {
            boolean outdated = ScopeRows.position(statements, scope) > position
                    && EntryRows.removedBeyond(statements, scope, position);
            if (!outdated) {
                KeyedVectors.deleteDamaged(statements, scope, vectors);
                KeyedVectors.insert(statements, scope, vectors);
            }
            return !outdated;
        });
    }

    @Override
    public List<StatementVector> readVectors(String scope, Collection<Long> assertions, String model) {
        return model.isEmpty() || assertions.isEmpty()
                ? List.of()
                : readers.read(statements -> VectorRows.readSome(statements, scope, assertions, model));
    }

    /** Gives the space of the deleted vectors back to the file system soon, unless the file is very large. */
    @Override
    public int deleteVectors(String scope, Collection<Long> assertions) {
        int deleted = assertions.isEmpty()
                ? 0
                : writer.write(statements -> {
                    int count = VectorRows.delete(statements, scope, assertions);
                    if (count > 0) {
                        CleaningDebt.owe(statements);
                    }
                    return count;
                });
        if (deleted > 0) {
            cleaner.request();
        }
        return deleted;
    }

    @Override
    public TaskState state(String owner, Scope.Task task) {
        return readers.read(statements -> TaskRows.state(statements, owner, task));
    }

    @Override
    public void archive(String owner, Scope.Task task, boolean archived) {
        writer.write(statements -> TaskRows.archive(statements, owner, task, archived));
    }

    @Override
    public boolean delete(String owner, Scope scope) {
        boolean deleted = writer.write(statements -> TaskRows.delete(statements, owner, scope));
        if (deleted) {
            cleaner.requestAndWait();
        }
        return deleted;
    }

    @Override
    public Watch watch(Runnable hint) {
        return watcher.add(hint);
    }

    @Override
    public Optional<ReadLedger> readLedger() {
        return Optional.of(readings);
    }

    @Override
    public BlobStore blobs() {
        return blobs;
    }

    @Override
    public Verification verify(String owner) {
        return readers.read(statements -> SealRows.verify(statements, owner));
    }

    @Override
    public Cleanup cleanup() {
        return cleaner.state();
    }

    @Override
    public Cleanup clean() {
        return cleaner.cleanNow();
    }

    @Override
    public void backupTo(Path target) {
        new FileBackup(file.path(), requireNonNull(target, "target")).copy(readers);
    }

    @Override
    public void close() {
        watcher.close();
        writer.close();
        readers.close();
        cleaner.close();
        file.close();
    }
}
