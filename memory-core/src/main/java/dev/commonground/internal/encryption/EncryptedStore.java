package dev.commonground.internal.encryption;

import dev.commonground.memory.ErasureReceipt.Cleanup;
import dev.commonground.memory.Scope;
import dev.commonground.memory.TaskState;
import dev.commonground.memory.Verification;
import dev.commonground.store.BlobStore;
import dev.commonground.store.Commit;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.ReadLedger;
import dev.commonground.store.ScopeListing;
import dev.commonground.store.ScopeRecord;
import dev.commonground.store.ScopeStatus;
import dev.commonground.store.StatementVector;
import dev.commonground.store.StoredVectors;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A store that encrypts all content before it passes it on to another store: texts, keys, values, evidence, metadata, vectors
 * and blobs. Names, authors, times, positions and statement ids stay in the clear. A statement id is keyed with a secret of its
 * scope.
 *
 * <p>Thread-safe.
 */
public final class EncryptedStore implements MemoryStore {

    private final MemoryStore store;
    private final KeyRing keys;
    private final EncryptedScopes scopes;
    private final BlobStore blobs;

    /** Creates a store over {@code store}, which is closed with it. */
    public EncryptedStore(MemoryStore store, KeyRing keys) {
        this.store = store;
        this.keys = keys;
        this.scopes = new EncryptedScopes(store, keys);
        this.blobs = new EncryptedBlobs(store.blobs(), keys);
    }

    @Override
    public Optional<ScopeRecord> find(String owner, Scope scope) {
        return store.find(owner, scope).flatMap(scopes::known);
    }

    @Override
    public List<ScopeRecord> open(String owner, List<Scope> wanted) {
        return store.open(owner, wanted).stream().map(scopes::opened).toList();
    }

    @Override
    public List<ScopeRecord> scopes(String owner, Scope.Task task) {
        return known(store.scopes(owner, task));
    }

    private List<ScopeRecord> known(List<ScopeRecord> records) {
        return records.stream().flatMap(record -> scopes.known(record).stream()).toList();
    }

    @Override
    public List<ScopeStatus> list(String owner, ScopeListing listing) {
        return store.list(owner, listing).stream()
                .map(status -> new ScopeStatus(
                        scopes.known(status.record()).orElse(status.record()),
                        status.archived(),
                        status.position(),
                        status.lastActivity()))
                .toList();
    }

    @Override
    public Tail readBeyond(String scope, long position, String model) {
        return decrypted(scope, store.readBeyond(scope, position, model));
    }

    private Tail decrypted(String scope, Tail tail) {
        if (tail.entries().isEmpty() && tail.vectors().isEmpty()) {
            return tail;
        }
        ScopeKey key = scopes.key(scope);
        return new Tail(
                tail.entries().stream()
                        .map(entry -> EncryptedAction.decrypt(key, scope, entry))
                        .toList(),
                decrypted(scope, tail.vectors()));
    }

    private List<StatementVector> decrypted(String scope, List<StatementVector> vectors) {
        if (vectors.isEmpty()) {
            return vectors;
        }
        ScopeKey key = scopes.key(scope);
        return vectors.stream()
                .map(vector -> EncryptedVector.decrypt(key, scope, vector))
                .toList();
    }

    @Override
    public Optional<Positions> positionsOf(String owner, List<Scope> named, Map<String, Long> known, String model) {
        return store.positionsOf(owner, named, known, model).map(this::decrypted);
    }

    private Positions decrypted(Positions positions) {
        Map<String, Tail> news = new HashMap<>();
        positions.news().forEach((scope, tail) -> news.put(scope, decrypted(scope, tail)));
        return new Positions(known(positions.existing()), positions.byId(), news);
    }

    @Override
    public int queuedWrites() {
        return store.queuedWrites();
    }

    @Override
    public boolean remote() {
        return store.remote();
    }

    /** Returns empty: a store cannot search encrypted vectors. */
    @Override
    public Optional<StoredVectors> vectors(String scope, String model, long heapEntries) {
        return Optional.empty();
    }

    @Override
    public Commit.Receipt commit(Commit commit) {
        return store.commit(encrypted(commit));
    }

    @Override
    public Commit.Receipt commit(Commit commit, Consumer<Commit.Receipt> durable) {
        return store.commit(encrypted(commit), durable);
    }

    private Commit encrypted(Commit commit) {
        return new Commit(
                commit.id(), commit.appends().stream().map(this::encrypted).toList(), commit.onlyAt(), commit.others());
    }

    private Commit.Append encrypted(Commit.Append append) {
        String scope = append.scope();
        ScopeKey key = scopes.key(scope);
        return new Commit.Append(
                scope,
                append.lane(),
                append.actions(),
                encrypted(key, scope, append.vectors()),
                append.tip(),
                (position, action) -> EncryptedAction.encrypt(key, scope, position, action));
    }

    private static List<StatementVector> encrypted(ScopeKey key, String scope, List<StatementVector> vectors) {
        return vectors.stream()
                .map(vector -> EncryptedVector.encrypt(key, scope, vector))
                .toList();
    }

    @Override
    public void keepVectors(String scope, long position, List<StatementVector> vectors) {
        store.keepVectors(scope, position, encrypted(scopes.key(scope), scope, vectors));
    }

    @Override
    public List<StatementVector> readVectors(String scope, Collection<Long> assertions, String model) {
        return decrypted(scope, store.readVectors(scope, assertions, model));
    }

    @Override
    public int deleteVectors(String scope, Collection<Long> assertions) {
        return store.deleteVectors(scope, assertions);
    }

    @Override
    public TaskState state(String owner, Scope.Task task) {
        return store.state(owner, task);
    }

    @Override
    public void archive(String owner, Scope.Task task, boolean archived) {
        store.archive(owner, task, archived);
    }

    /** Destroys the keys first: after a crash in between, the scopes are still there, and can be deleted again. */
    @Override
    public boolean delete(String owner, Scope scope) {
        if (scope instanceof Scope.Task task) {
            store.scopes(owner, task).forEach(record -> keys.destroy(record.id()));
            keys.destroy(EncryptedBlobs.keyOf(BlobStore.ownedCollection(owner, BlobStore.taskCollection(task))));
        } else {
            store.find(owner, scope).ifPresent(record -> keys.destroy(record.id()));
        }
        return store.delete(owner, scope);
    }

    @Override
    public Watch watch(Runnable hint) {
        return store.watch(hint);
    }

    @Override
    public Optional<ReadLedger> readLedger() {
        return store.readLedger();
    }

    @Override
    public BlobStore blobs() {
        return blobs;
    }

    @Override
    public Cleanup cleanup() {
        return store.cleanup();
    }

    @Override
    public Cleanup clean() {
        return store.clean();
    }

    /** The chain covers the ciphertexts, so it is verified without the keys. */
    @Override
    public Verification verify(String owner) {
        return store.verify(owner);
    }

    /** The copy stays encrypted; the keeper of the keys is not copied. */
    @Override
    public void backupTo(Path target) {
        store.backupTo(target);
    }

    @Override
    public void close() {
        store.close();
    }
}
