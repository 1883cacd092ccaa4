package dev.commonground.postgres;

import static java.util.Objects.requireNonNull;

import dev.commonground.log.Commit;
import dev.commonground.log.MemoryStore;
import dev.commonground.log.RecordShelf;
import dev.commonground.log.ScopeRecord;
import dev.commonground.log.StatementVector;
import dev.commonground.memory.Scope;
import dev.commonground.memory.StoredVectors;
import dev.commonground.memory.TaskState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A store in a schema of a PostgreSQL database, version 15 or later, for agents in any number of processes and on any
 * number of machines.
 *
 * <pre>{@code
 * MemoryStore store = PostgresStore.builder(dataSource).schema("memory").open();
 * try (SharedMemory memory = SharedMemory.builder(store).open()) { ... }
 * }</pre>
 *
 * <p>What it acknowledges is as durable as the server's {@code synchronous_commit} makes it. A server that is away for a
 * while is waited for, a commit whose answer was lost is asked for again, and nothing doubles. Each call takes one
 * connection of the pool while it lasts, each watched store one more for as long as somebody waits.
 *
 * <p>Thread-safe, and safe among processes.
 */
public final class PostgresStore implements MemoryStore {

    /** The schema of a store that was not told otherwise. */
    public static final String DEFAULT_SCHEMA = "commonground";

    private final Transactions transactions;
    private final ScopeTables scopes;
    private final EntryTable entries;
    private final Schema schema;
    private final SingleStatement single;
    private final CommitSignal signal;
    private final PostgresWatcher watcher;
    private final RecordShelf shelf;
    private final LargeScopes largeScopes;
    private final AutoCloseablePool pool;

    /** Closes what was opened for this store. */
    @FunctionalInterface
    interface AutoCloseablePool {
        void close();
    }

    private PostgresStore(DataSource source, Schema schema, Transactions transactions, AutoCloseablePool pool) {
        String channel =
                new Schema("commonground_" + Integer.toHexString(schema.name().hashCode())).quoted();
        this.transactions = transactions;
        this.scopes = new ScopeTables(schema);
        this.entries = new EntryTable(schema);
        this.schema = schema;
        this.single = new SingleStatement(schema);
        this.signal = new CommitSignal(source, channel);
        this.watcher = new PostgresWatcher(source, channel);
        this.shelf = new PostgresShelf(transactions, schema);
        this.largeScopes = new LargeScopes(transactions, schema);
        this.pool = pool;
    }

    /** Starts the settings of a store in the database that {@code source} connects to, best a pool. */
    public static Builder builder(DataSource source) {
        return new Builder(requireNonNull(source, "source"));
    }

    @Override
    public Optional<ScopeRecord> find(String owner, Scope scope) {
        return transactions.statement(connection -> scopes.find(connection, owner, scope));
    }

    @Override
    public List<ScopeRecord> open(String owner, List<Scope> wanted) {
        Map<Scope, ScopeRecord> known = transactions.statement(connection -> scopes.known(connection, owner, wanted));
        if (!known.keySet().containsAll(wanted)) {
            return transactions.transaction(connection -> scopes.open(connection, owner, wanted));
        }
        List<ScopeRecord> records = new ArrayList<>();
        wanted.forEach(scope -> records.add(requireNonNull(known.get(scope), "scope")));
        return records;
    }

    @Override
    public List<ScopeRecord> scopes(String owner, Scope.Task task) {
        return transactions.statement(connection -> scopes.scopes(connection, owner, task));
    }

    @Override
    public Tail readBeyond(String scope, long position, String model) {
        return transactions.statement(connection -> entries.readBeyond(connection, scope, position, model));
    }

    @Override
    public Optional<Glance> glance(String owner, List<Scope> named, List<String> known) {
        return Optional.of(transactions.statement(connection -> scopes.glance(connection, owner, named, known)));
    }

    @Override
    public boolean remote() {
        return true;
    }

    @Override
    public Optional<StoredVectors> vectors(String scope, String model, long most) {
        return largeScopes.vectors(scope, model, most);
    }

    @Override
    public Commit.Receipt commit(Commit commit) {
        Optional<Commit.Receipt> simple = single.fits(commit)
                ? transactions.statement(connection -> single.append(connection, commit))
                : Optional.empty();
        Commit.Receipt receipt = simple.isPresent()
                ? simple.get()
                : transactions.transaction(connection -> new CommitScript(schema, connection, commit).append());
        signal.committed();
        return receipt;
    }

    @Override
    public void keepVectors(String scope, long position, List<StatementVector> vectors) {
        transactions.transaction(connection -> {
            entries.keep(connection, scope, position, vectors);
            return true;
        });
    }

    @Override
    public TaskState state(String owner, Scope.Task task) {
        return transactions.transaction(connection -> scopes.state(connection, owner, task));
    }

    @Override
    public void archive(String owner, Scope.Task task, boolean archived) {
        transactions.transaction(connection -> {
            scopes.archive(connection, owner, task, archived);
            return true;
        });
    }

    @Override
    public boolean delete(String owner, Scope scope) {
        boolean deleted = transactions.transaction(connection -> scopes.delete(connection, owner, scope));
        if (deleted) {
            largeScopes.deleted();
        }
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
        transactions.close();
        largeScopes.close();
        watcher.close();
        signal.close();
        pool.close();
    }

    /** Opens a {@link PostgresStore}; every setter returns this builder. Not thread-safe. */
    public static final class Builder {

        private final DataSource source;
        private String schema = DEFAULT_SCHEMA;
        private Duration patience = Duration.ofSeconds(20);
        private AutoCloseablePool pool = () -> {};

        private Builder(DataSource source) {
            this.source = source;
        }

        /**
         * Sets the schema in which the tables stand; {@value PostgresStore#DEFAULT_SCHEMA} unless told otherwise. It is
         * made if it is not there, which takes the right to create one in the database and three connections at once.
         */
        public Builder schema(String schema) {
            this.schema = schema;
            return this;
        }

        /**
         * Sets for how long what may pass is tried again: a server that is away, a connection that was cut, a conflict
         * with others. 20 seconds unless told otherwise; a pool that waits longer for a connection is waited for once.
         */
        public Builder patience(Duration patience) {
            this.patience = patience;
            return this;
        }

        /** Sets what is closed with the store. */
        Builder closing(AutoCloseablePool pool) {
            this.pool = pool;
            return this;
        }

        /**
         * Opens the store, and makes or migrates its tables if need be.
         *
         * @throws IllegalArgumentException if the schema's name is blank or too long, or the patience is negative
         * @throws dev.commonground.log.MemoryStoreException if the server is away, the schema was written by a newer
         *     version, or this role may not use it
         */
        public PostgresStore open() {
            if (patience.isNegative()) {
                throw new IllegalArgumentException(
                        "The patience is %s, but no time is less than none: pass zero or more".formatted(patience));
            }
            Schema tables = new Schema(schema);
            Transactions transactions = new Transactions(source, new Failures(address(source), patience));
            new Migration(source, tables, transactions).run();
            return new PostgresStore(source, tables, transactions, pool);
        }

        private static String address(DataSource source) {
            return "PostgreSQL (" + source.getClass().getSimpleName() + ")";
        }
    }
}
