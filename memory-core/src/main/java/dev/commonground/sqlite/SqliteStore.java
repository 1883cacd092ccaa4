package dev.commonground.sqlite;

import static java.util.Objects.requireNonNull;

import dev.commonground.log.Commit;
import dev.commonground.log.Entry;
import dev.commonground.log.MemoryStore;
import dev.commonground.log.RecordShelf;
import dev.commonground.log.ScopeRecord;
import dev.commonground.log.StatementVector;
import dev.commonground.memory.Scope;
import dev.commonground.memory.TaskState;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A store in one SQLite file. What it acknowledges survives a killed process and a power failure ({@code
 * synchronous=FULL}): every commit waits for one fdatasync, which threads that commit at the same moment share.
 *
 * <p>Thread-safe, and safe among several processes on one machine; never put the file on a network file system, where
 * SQLite's write-ahead log does not work.
 */
public final class SqliteStore implements MemoryStore {

    private static final Tail NOTHING_NEW = new Tail(List.of(), List.of());

    private final SqliteFile file;
    private final SqliteReaders readers;
    private final SqliteWriter writer;
    private final SqliteWatcher watcher;
    private final RecordShelf shelf;

    private SqliteStore(SqliteFile file) {
        this.file = file;
        this.readers = new SqliteReaders(file);
        this.writer = new SqliteWriter(file);
        this.watcher = new SqliteWatcher(file);
        this.shelf = new SqliteShelf(readers, writer);
    }

    /**
     * Opens the store in {@code file}, and makes file and folders if they are not there.
     *
     * @throws dev.commonground.log.MemoryStoreException if the file is no memory store, was written by a newer version,
     *     is damaged, or cannot be read or written
     */
    public static SqliteStore open(Path file) {
        return open(file, List.of(), UnaryOperator.identity());
    }

    static SqliteStore open(Path file, List<String> pragmas, UnaryOperator<Connection> guise) {
        return new SqliteStore(SqliteFile.prepare(requireNonNull(file, "file"), pragmas, guise));
    }

    @Override
    public Optional<ScopeRecord> find(String owner, Scope scope) {
        return readers.query(connection -> ScopeRows.find(connection, owner, scope));
    }

    @Override
    public List<ScopeRecord> open(String owner, List<Scope> scopes) {
        List<ScopeRecord> known = new ArrayList<>();
        for (Scope scope : scopes) {
            find(owner, scope).ifPresent(known::add);
        }
        return known.size() == scopes.size()
                ? known
                : writer.write(connection -> ScopeRows.open(connection, owner, scopes));
    }

    @Override
    public List<ScopeRecord> scopes(String owner, Scope.Task task) {
        return readers.read(connection -> TaskRows.scopes(connection, owner, task));
    }

    @Override
    public Tail readBeyond(String scope, long position, String model) {
        return readers.query(connection -> ScopeRows.position(connection, scope)) <= position
                ? NOTHING_NEW
                : readers.read(connection -> EntryRows.readBeyond(connection, scope, position, model));
    }

    @Override
    public Commit.Receipt commit(Commit commit) {
        return commit(commit, receipt -> {});
    }

    @Override
    public Commit.Receipt commit(Commit commit, Consumer<Commit.Receipt> durable) {
        Commit.Receipt receipt = writer.write(connection -> CommitRows.append(connection, commit), durable);
        if (commit.appends().stream()
                .flatMap(append -> append.actions().stream())
                .anyMatch(Entry.Erase.class::isInstance)) {
            Erasure.emptyLog(file);
        }
        return receipt;
    }

    @Override
    public void keepVectors(String scope, long position, List<StatementVector> vectors) {
        writer.write(connection -> {
            boolean outdated = ScopeRows.position(connection, scope) > position
                    && EntryRows.removedBeyond(connection, scope, position);
            if (!outdated) {
                VectorRows.insert(connection, scope, vectors);
            }
            return !outdated;
        });
    }

    @Override
    public TaskState state(String owner, Scope.Task task) {
        return readers.read(connection -> TaskRows.state(connection, owner, task));
    }

    @Override
    public void archive(String owner, Scope.Task task, boolean archived) {
        writer.write(connection -> TaskRows.archive(connection, owner, task, archived));
    }

    @Override
    public boolean delete(String owner, Scope scope) {
        boolean deleted = writer.write(connection -> TaskRows.delete(connection, owner, scope));
        Erasure.emptyLog(file);
        return deleted;
    }

    @Override
    public Watch watch(Runnable hint) {
        return watcher.add(hint);
    }

    @Override
    public RecordShelf shelf() {
        return shelf;
    }

    @Override
    public void close() {
        watcher.close();
        writer.close();
        readers.close();
    }
}
