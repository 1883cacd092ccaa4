package dev.commonground;

import static java.util.Objects.requireNonNull;

import dev.commonground.audit.Listing;
import dev.commonground.audit.Listing.AgentSummary;
import dev.commonground.audit.Listing.RunSummary;
import dev.commonground.audit.Listing.TaskSummary;
import dev.commonground.audit.Listing.UserSummary;
import dev.commonground.briefing.Tokens;
import dev.commonground.event.MemoryEvent;
import dev.commonground.guard.WriteGuard;
import dev.commonground.internal.audit.Catalog;
import dev.commonground.internal.encryption.EncryptedMemory;
import dev.commonground.internal.encryption.KeyRing;
import dev.commonground.internal.guard.WriteGate;
import dev.commonground.internal.log.Snapshot;
import dev.commonground.internal.search.Embedder;
import dev.commonground.internal.search.SearchWarmUp;
import dev.commonground.internal.session.Compactor;
import dev.commonground.internal.session.Engine;
import dev.commonground.internal.session.OwnedBlobs;
import dev.commonground.internal.session.ReadOnlyStore;
import dev.commonground.internal.session.ScopeErasure;
import dev.commonground.internal.session.Session;
import dev.commonground.internal.session.WriteMode;
import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.internal.text.Identifiers;
import dev.commonground.memory.Author;
import dev.commonground.memory.Confirmation;
import dev.commonground.memory.Cursor;
import dev.commonground.memory.ErasureReceipt;
import dev.commonground.memory.ErasureReceipt.Cleanup;
import dev.commonground.memory.Rights;
import dev.commonground.memory.Rights.Roles;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Verification;
import dev.commonground.recall.EmbeddingModelProvider;
import dev.commonground.store.BlobStore;
import dev.commonground.store.Encryption;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.StoreProviders;
import dev.langchain4j.model.TokenCountEstimator;
import dev.langchain4j.model.chat.ChatModel;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Memory that several agents share: each agent on a task knows what earlier agents learned.
 *
 * <pre>{@code
 * try (SharedMemory memory = SharedMemory.open(Path.of("memory.db"))) {
 *     TaskMemory task = memory.task("task_q3_proposal");
 *     task.agent("researcher").require("Executive summary first, slide decks, ROI figures");
 *     task.agent("writer").recall("client requirements and format", 5).forEach(System.out::println);
 * }
 * }</pre>
 *
 * <p>There are three kinds of scope, which never mix: a user's memory outlives tasks; a task's memory is shared by all
 * agents on it; an agent's notes are its own. All of it belongs to one owner, so equal task names of two owners never meet.
 *
 * <p>Thread-safe, and safe for several processes on one store. Null arguments cause a {@link NullPointerException}.
 */
public final class SharedMemory implements AutoCloseable {

    /** The owner of a memory if its builder sets none. */
    public static final String DEFAULT_OWNER = "local";

    private static final Logger LOG = LoggerFactory.getLogger(SharedMemory.class);

    private final Engine engine;
    private final @Nullable KeyRing keys;

    private SharedMemory(Engine engine, @Nullable KeyRing keys) {
        this.engine = engine;
        this.keys = keys;
    }

    /**
     * Opens the memory in {@code file}, and creates the file if it does not exist.
     *
     * @throws dev.commonground.store.MemoryStoreException if the file is not a memory, was written by a newer version, is
     *     damaged, or cannot be read or written
     */
    public static SharedMemory open(Path file) {
        return builder(file).open();
    }

    /**
     * Opens the memory at a location: a file, such as {@code memory.db}, or a database by its JDBC URL, such as
     * {@code jdbc:postgresql://host/database?user=ann}. The module of the store must be on the class path: memory-postgres
     * for PostgreSQL.
     *
     * @throws IllegalArgumentException if the location is a URL of another kind
     * @throws dev.commonground.store.MemoryStoreException if there is no store for such a database, or a newer version wrote
     *     it, or it cannot be read or written
     */
    public static SharedMemory open(String location) {
        return builder(location).open();
    }

    /**
     * Opens the memory in the database that {@code source} connects to. Closing the memory does not close the source.
     *
     * @throws dev.commonground.store.MemoryStoreException if there is no store for such a database, or a newer version wrote
     *     it, or it cannot be read or written
     */
    public static SharedMemory open(DataSource source) {
        return builder(source).open();
    }

    /** Starts the settings of a memory in {@code file}. */
    public static Builder builder(Path file) {
        requireNonNull(file, "file");
        return new Builder(readOnly -> readOnly ? SqliteStore.openReadOnly(file) : SqliteStore.open(file));
    }

    /**
     * Starts the settings of a memory at a location, as for {@link #open(String)}.
     *
     * @throws IllegalArgumentException if the location is a URL of another kind
     */
    public static Builder builder(String location) {
        requireNonNull(location, "location");
        return location.startsWith("jdbc:")
                ? new Builder(
                        readOnly -> readOnly ? StoreProviders.openReadOnly(location) : StoreProviders.open(location))
                : builder(StoreProviders.file(location));
    }

    /** Starts the settings of a memory in the database that {@code source} connects to. */
    public static Builder builder(DataSource source) {
        requireNonNull(source, "source");
        return new Builder(readOnly -> readOnly ? StoreProviders.openReadOnly(source) : StoreProviders.open(source));
    }

    /** Starts the settings of a memory in {@code store}, which is closed with the memory. */
    public static Builder builder(MemoryStore store) {
        requireNonNull(store, "store");
        return new Builder(readOnly -> store);
    }

    /** Returns the memory of the task called {@code id}. */
    public TaskMemory task(String id) {
        return new TaskMemory(engine, new Scope.Task(requireNonNull(id, "id")));
    }

    /** Returns the memory about the user called {@code id}, as the user uses it. */
    public AgentMemory user(String id) {
        Scope.User scope = new Scope.User(requireNonNull(id, "id"));
        return live(Author.person(scope.user()), scope);
    }

    /** Returns the notes that the agent called {@code name} keeps across tasks. */
    public AgentMemory agent(String name) {
        requireNonNull(name, "name");
        return live(Author.agent(name), Scope.agent(name));
    }

    private AgentMemory live(Author author, Scope scope) {
        Session session = new Session(
                engine,
                new MemoryEvent.Actor(author, null, null, null),
                Set.of(),
                List.of(scope),
                record -> Snapshot.latest(engine.clock().instant()),
                WriteMode.IMMEDIATE);
        return new AgentMemory(session, scope);
    }

    /**
     * Deletes the memory about the user called {@code id} for good, with the checkpoints and journals of the graphs and crews
     * that ran for the user and keep them in this store: these runs cannot be resumed. The memories of tasks stay.
     *
     * @return whether there was anything to delete
     */
    public boolean deleteUser(String id) {
        return new ScopeErasure(engine).delete(Scope.user(requireNonNull(id, "id")));
    }

    /**
     * Erases a task, a user or an agent's notes for good, as {@link TaskMemory#delete} and {@link #deleteUser} delete them, and
     * proves it. In an encrypted memory, this destroys the keys, so that nothing can be read in a backup of the store either:
     * see {@link Encryption}. Memories that are written during the call are erased, but not named.
     *
     * @param scope the scope; a task with the notes that agents keep on it
     * @param person who erases it
     * @return the erased memories, whose hashes are keyed with a salt that is erased too
     */
    public ErasureReceipt erase(Scope scope, String person) {
        return new ScopeErasure(engine)
                .erase(requireNonNull(scope, "scope"), Author.person(requireNonNull(person, "person")));
    }

    /**
     * Returns a page of the owner's tasks, in the order of their names. Tasks with agents' notes alone are among them.
     *
     * @param after the name after which the page begins, as {@link Listing#next} returned it; empty for the first page
     * @param limit the most tasks of the page, 1 to 1,000
     */
    public Listing<TaskSummary> tasks(String after, int limit) {
        return catalog().tasks(requireNonNull(after, "after"), limit);
    }

    /**
     * Returns a page of the users that the owner remembers, in the order of their names.
     *
     * @param after the name after which the page begins, as {@link Listing#next} returned it; empty for the first page
     * @param limit the most users of the page, 1 to 1,000
     */
    public Listing<UserSummary> users(String after, int limit) {
        return catalog().users(requireNonNull(after, "after"), limit);
    }

    /**
     * Returns a page of the agents and persons that wrote to a task or keep notes on it, in the order of {@link Author}.
     *
     * @param after as {@link Listing#next} returned it; empty for the first page
     * @param limit the most authors of the page, 1 to 1,000
     */
    public Listing<AgentSummary> agents(String task, String after, int limit) {
        return catalog().agents(new Scope.Task(requireNonNull(task, "task")), requireNonNull(after, "after"), limit);
    }

    /**
     * Returns a page of the runs of graphs that wrote to a task, the earliest first.
     *
     * @param after as {@link Listing#next} returned it; empty for the first page
     * @param limit the most runs of the page, 1 to 1,000
     */
    public Listing<RunSummary> runs(String task, String after, int limit) {
        return catalog().runs(new Scope.Task(requireNonNull(task, "task")), requireNonNull(after, "after"), limit);
    }

    private Catalog catalog() {
        return new Catalog(engine);
    }

    /** Returns what the write guard held back in {@code scope}, for the person called {@code reviewer}. */
    public Quarantine quarantine(Scope scope, String reviewer) {
        return Quarantines.of(engine, requireNonNull(scope, "scope"), reviewer, WriteMode.IMMEDIATE);
    }

    /**
     * Begins the step of a graph's node: reads are as of a cursor, and writes are held together until the node succeeds.
     *
     * @throws IllegalStateException if the cursor belongs to another task
     */
    public Step begin(StepRequest request) {
        return Step.begin(engine, requireNonNull(request, "request"), MemoryEvent.Observation.NONE);
    }

    /**
     * Begins the step of a graph's node as {@link #begin(StepRequest)} does, within an operation that the observer sees.
     *
     * @param within the operation that all operations of the step are part of
     * @throws IllegalStateException if the cursor belongs to another task
     */
    public Step begin(StepRequest request, MemoryEvent.Observation within) {
        return Step.begin(engine, requireNonNull(request, "request"), requireNonNull(within, "within"));
    }

    /**
     * Begins an operation that consists of others, such as a graph's node, for the observer of this memory.
     *
     * @return the operation, which the caller ends; {@link MemoryEvent.Observation#NONE} without an observer
     */
    public MemoryEvent.Observation observe(MemoryEvent.Operation operation) {
        return engine.operations().begin(requireNonNull(operation, "operation"));
    }

    /** Returns the present load of this memory, without a question to the store. */
    public MemoryEvent.Vitals vitals() {
        return engine.vitals();
    }

    /** Returns the owner's blob store, for data that belongs to the memories, such as checkpoints. */
    public BlobStore blobs() {
        return new OwnedBlobs(engine.store().blobs(), engine.owner());
    }

    /**
     * Compares every entry of this owner's memory with the chain of hashes over it. The chain finds a byte that was changed
     * outside the library, and an entry that was removed or moved. It does not find a removal of the newest entries by a
     * person who also changes the scope, nor a chain that was computed anew. Vectors and blobs are not in the chain.
     *
     * @return the result, which names the scope and position of each flaw
     * @throws dev.commonground.store.MemoryStoreException if the store fails
     */
    public Verification verify() {
        return engine.store().verify(engine.owner());
    }

    /**
     * Rewrites the files of the store, so that nothing is left in them of what was erased, swept or deleted. Small files are
     * cleaned at once after an erasure or a deletion; call this for large ones, and for a database on a server. It can take
     * as long as reading the whole store, and writers wait meanwhile.
     *
     * @return the result; {@link Cleanup#pending} names what is in the way
     * @throws dev.commonground.store.MemoryStoreException if the store fails
     */
    public Cleanup clean() {
        return engine.store().clean();
    }

    /**
     * Deletes the vectors of ended memories of one scope, such as a user's, as {@link TaskMemory#compact} does for a task.
     *
     * @param kept the moments whose vectors stay, because they will be read again
     * @return how many vectors were deleted; 0 for a scope that does not exist
     * @throws IllegalStateException if the memory is read-only
     * @throws dev.commonground.store.MemoryStoreException if the store fails
     */
    public int compact(Scope scope, Collection<Cursor> kept) {
        return new Compactor(engine).compact(requireNonNull(scope, "scope"), requireNonNull(kept, "kept"));
    }

    /**
     * Copies the memories of all owners, as of one moment, into a new file. Other threads and processes may write meanwhile. The
     * file gets its name when it is complete and on the disk, and {@link #open(Path)} opens it. Copy a file in use only with
     * this method, because a plain copy can lack what is in the log. A backup keeps what is erased later, except in an
     * encrypted memory, of which the keys must be backed up too.
     *
     * @param target the path of a file that does not exist
     * @throws dev.commonground.store.MemoryStoreException if the target exists or cannot be written, or the memory is in a
     *     database on a server, which has a backup of its own
     */
    public void backupTo(Path target) {
        engine.store().backupTo(requireNonNull(target, "target"));
    }

    /**
     * Wraps the keys of all scopes and collections with the present master key, in one atomic change of their keeper. Afterwards
     * former master keys are not needed any more. Other processes can work meanwhile, if they know both master keys: see {@link
     * Encryption#accepting(byte[])}.
     *
     * @return the number of keys
     * @throws IllegalStateException if the memory is not encrypted
     * @throws dev.commonground.store.MemoryStoreException if a key cannot be unwrapped, or the keeper fails; no key is
     *     changed then
     */
    public int rewrapKeys() {
        if (keys == null) {
            throw new IllegalStateException(
                    "This memory is not encrypted, so it has no keys: open it with encryption(...)");
        }
        return keys.rewrap();
    }

    /**
     * Ends all subscriptions, finishes the writes in progress, closes the store and releases the embedding model that the
     * memory loaded.
     */
    @Override
    public void close() {
        engine.close();
    }

    /** Opens a {@link SharedMemory}; every setter returns this builder. Not thread-safe. */
    public static final class Builder {

        private final Function<Boolean, MemoryStore> store;
        private final List<MemoryEvent.Listener> listeners = new ArrayList<>();
        private MemoryEvent.@Nullable Observer observer;
        private String owner = DEFAULT_OWNER;
        private Clock clock = Clock.systemUTC();
        private long indexBudget = Runtime.getRuntime().maxMemory() / 4;
        private boolean readOnly;
        private int mostReadings;
        private Supplier<Embedder> embedder = Builder::found;
        private @Nullable ChatModel chatModel;
        private WriteGuard guard = WriteGuard.standard();
        private boolean redacts = true;
        private ToIntFunction<String> tokenCounter = Tokens::estimate;
        private Confirmation confirmation = Confirmation.DEFAULT;
        private Rights rights = Rights.DEFAULT;
        private Roles roles = (reader, task) -> Set.of();
        private @Nullable Encryption encryption;

        private Builder(Function<Boolean, MemoryStore> store) {
            this.store = store;
        }

        /** Sets the owner of the memory; {@value SharedMemory#DEFAULT_OWNER} by default. */
        public Builder owner(String owner) {
            this.owner = requireNonNull(owner, "owner");
            return this;
        }

        /** Sets the clock that times the writes; the system clock in UTC by default. */
        public Builder clock(Clock clock) {
            this.clock = requireNonNull(clock, "clock");
            return this;
        }

        /** Sets the embedding model; by default the one that {@link ServiceLoader} finds. */
        public Builder embeddings(EmbeddingModelProvider provider) {
            requireNonNull(provider, "provider");
            this.embedder = () -> Embedder.with(provider);
            return this;
        }

        /**
         * Sets the model that {@link AgentMemory#learn(List)} uses to take statements out of conversations; rules by
         * default. Nothing else in the memory calls it.
         */
        public Builder chatModel(ChatModel model) {
            this.chatModel = requireNonNull(model, "model");
            return this;
        }

        /**
         * Sets how the tokens of briefings are counted, such as with the tokenizer of the model that reads them; by default
         * {@link Tokens} estimates them. A briefing counts its lines one by one, so the counts of parts must add up to at
         * least that of the whole.
         */
        public Builder tokenCounter(TokenCountEstimator estimator) {
            this.tokenCounter = requireNonNull(estimator, "estimator")::estimateTokenCountInText;
            return this;
        }

        /** Sets what decides about every write; {@link WriteGuard#standard} by default. */
        public Builder writeGuard(WriteGuard guard) {
            this.guard = requireNonNull(guard, "guard");
            return this;
        }

        /** Sets who may act on the words of others, and address memories to whom; {@link Rights#DEFAULT} by default. */
        public Builder rights(Rights rights) {
            this.rights = requireNonNull(rights, "rights");
            return this;
        }

        /**
         * Stores secrets as they are written. By default, known formats of keys and tokens, private keys, passwords in URLs
         * or after the word, and card numbers are replaced by a mark before anything is embedded or stored, in texts, keys,
         * values, evidence and metadata.
         */
        public Builder keepSecrets() {
            this.redacts = false;
            return this;
        }

        /**
         * Sets the directory of roles, for every handle, step, graph and crew on this memory; by default nobody has a role.
         * {@link TaskMemory#inRoles} and {@link StepRequest.Builder#roles} add others.
         */
        public Builder roles(Roles roles) {
            this.roles = requireNonNull(roles, "roles");
            return this;
        }

        /** Works without an embedding model: recall is by keywords alone. */
        public Builder keywordsOnly() {
            this.embedder = () -> Embedder.NONE;
            return this;
        }

        /**
         * Sets the heap that search indexes may occupy, in bytes and at least 1; by default a quarter of the largest heap
         * of this JVM. A memory with its vector occupies about 2 KB. The least recently used scopes are dropped, and read
         * again when they are needed, at some microseconds a memory. A scope larger than the budget is still answered: if
         * the store can search vectors, they stay there; otherwise the scope occupies the heap it needs, and all others are
         * dropped.
         */
        public Builder indexBudget(long bytes) {
            this.indexBudget = bytes;
            return this;
        }

        /**
         * Sets what confirms a memory; by default a trust of at least 0.5, a person or two sources. An unconfirmed memory
         * does not bind, and supersedes nothing that is confirmed.
         */
        public Builder confirmation(Confirmation confirmation) {
            this.confirmation = requireNonNull(confirmation, "confirmation");
            return this;
        }

        /**
         * Opens the memory to read it: every write throws an {@link IllegalStateException}. Nothing is created or changed.
         * A file may be on a read-only file system or belong to another account, may be written by other processes
         * meanwhile, and may have an older version; no file appears beside it. A PostgreSQL schema must have this version.
         */
        public Builder readOnly() {
            this.readOnly = true;
            return this;
        }

        /**
         * Keeps a ledger of what recalls, briefings and tools have shown to whom, in the same store; by default there is
         * none. {@link TaskMemory#audit} reads it. The ledger holds ids, names and times, but no text. It is written by a
         * thread of its own, at most a second after the reading, and when the memory is closed; a crash loses what was not
         * written. Erasing a memory removes its id from the ledger; deleting a task or a user removes the ledger of it.
         *
         * @param most how many readings to keep of each scope, at least 1; the oldest are dropped
         * @throws IllegalArgumentException if {@code most} is less than 1
         */
        public Builder readLedger(int most) {
            if (most < 1) {
                throw new IllegalArgumentException(
                        "The ledger is to keep %,d readings, but at least 1 is needed: pass some thousands, or leave it unset"
                                .formatted(most));
            }
            this.mostReadings = most;
            return this;
        }

        /**
         * Encrypts what is stored, with a key for each scope; by default nothing is encrypted. Deleting a task or a user
         * destroys its keys, so that nothing of it can be read in a backup either. A memory is encrypted from its first write
         * on or never; it can be opened only with its keys.
         */
        public Builder encryption(Encryption encryption) {
            this.encryption = requireNonNull(encryption, "encryption");
            return this;
        }

        /** Adds a listener that receives every read and every committed write. */
        public Builder listener(MemoryEvent.Listener listener) {
            listeners.add(requireNonNull(listener, "listener"));
            return this;
        }

        /** Sets what sees the operations of the memory, such as to trace and to measure them; nobody by default. */
        public Builder observer(MemoryEvent.Observer observer) {
            this.observer = requireNonNull(observer, "observer");
            return this;
        }

        /**
         * Opens the memory.
         *
         * @throws IllegalArgumentException if the owner's id is blank, too long or holds a control character, the budget is
         *     less than 1 byte, or the memory is to be read-only and to record its readings
         * @throws dev.commonground.store.MemoryStoreException if the store cannot be opened
         */
        public SharedMemory open() {
            String checkedOwner = Identifiers.checked("owner", owner);
            checkSettings();
            SearchWarmUp.begin();
            KeyRing keys = encryption == null ? null : new KeyRing(encryption);
            MemoryStore opened = opened(checkedOwner, keys);
            return new SharedMemory(
                    new Engine(
                            checkedOwner,
                            readOnly ? new ReadOnlyStore(opened) : opened,
                            embedder.get(),
                            new WriteGate(guard, redacts),
                            chatModel,
                            tokenCounter,
                            rights,
                            roles,
                            clock,
                            listeners,
                            observer,
                            confirmation,
                            indexBudget,
                            mostReadings),
                    keys);
        }

        /** Closes the store again if it is encrypted with other keys. */
        private MemoryStore opened(String checkedOwner, @Nullable KeyRing keys) {
            MemoryStore opened = store.apply(readOnly);
            try {
                if (keys != null) {
                    return EncryptedMemory.open(opened, checkedOwner, keys, !readOnly);
                }
                EncryptedMemory.requirePlain(opened, checkedOwner);
                return opened;
            } catch (RuntimeException e) {
                opened.close();
                throw e;
            }
        }

        private void checkSettings() {
            if (indexBudget < 1) {
                throw new IllegalArgumentException(
                        "The index budget is %,d bytes, but at least 1 is needed: pass some megabytes, or leave it unset"
                                .formatted(indexBudget));
            }
            if (readOnly && mostReadings > 0) {
                throw new IllegalArgumentException(
                        "A read-only memory cannot record its readings: leave out readLedger(...) or readOnly()");
            }
        }

        private static Embedder found() {
            return ServiceLoader.load(EmbeddingModelProvider.class)
                    .findFirst()
                    .map(Embedder::with)
                    .orElseGet(() -> {
                        LOG.info("There is no embedding model, so recall is by keywords alone: add memory-minilm");
                        return Embedder.NONE;
                    });
        }
    }
}
