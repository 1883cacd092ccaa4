package dev.commonground;

import static java.util.Objects.requireNonNull;

import dev.commonground.event.MemoryEvent;
import dev.commonground.event.MemoryListener;
import dev.commonground.internal.log.Snapshot;
import dev.commonground.internal.search.Embedder;
import dev.commonground.internal.session.Engine;
import dev.commonground.internal.session.OwnedBlobs;
import dev.commonground.internal.session.Session;
import dev.commonground.internal.session.WriteMode;
import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.memory.Author;
import dev.commonground.memory.Identifiers;
import dev.commonground.memory.Scope;
import dev.commonground.recall.EmbeddingModelProvider;
import dev.commonground.store.BlobStore;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.StoreProviders;
import dev.langchain4j.model.chat.ChatModel;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Supplier;
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

    private SharedMemory(Engine engine) {
        this.engine = engine;
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
     * Opens the memory in the database at a JDBC URL, such as {@code jdbc:postgresql://host/database?user=ann}. The module
     * of the store must be on the class path: memory-postgres for PostgreSQL.
     *
     * @throws dev.commonground.store.MemoryStoreException if there is no store for such a database, or a newer version wrote
     *     it, or it cannot be read or written
     */
    public static SharedMemory open(String url) {
        return builder(url).open();
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
        return new Builder(() -> SqliteStore.open(file));
    }

    /** Starts the settings of a memory in the database at a JDBC URL. */
    public static Builder builder(String url) {
        requireNonNull(url, "url");
        return new Builder(() -> StoreProviders.open(url));
    }

    /** Starts the settings of a memory in the database that {@code source} connects to. */
    public static Builder builder(DataSource source) {
        requireNonNull(source, "source");
        return new Builder(() -> StoreProviders.open(source));
    }

    /** Starts the settings of a memory in {@code store}, which is closed with the memory. */
    public static Builder builder(MemoryStore store) {
        requireNonNull(store, "store");
        return new Builder(() -> store);
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
                List.of(scope),
                record -> Snapshot.latest(engine.clock().instant()),
                WriteMode.IMMEDIATE);
        return new AgentMemory(session, scope);
    }

    /**
     * Deletes the memory about the user called {@code id} for good; the memories of tasks stay.
     *
     * @return whether there was anything to delete
     */
    public boolean deleteUser(String id) {
        return engine.store().delete(engine.owner(), Scope.user(requireNonNull(id, "id")));
    }

    /**
     * Begins the step of a graph's node: reads are as of a cursor, and writes are held together until the node succeeds.
     *
     * @throws IllegalStateException if the cursor belongs to another task
     */
    public Step begin(StepRequest request) {
        return Step.begin(engine, requireNonNull(request, "request"));
    }

    /** Returns the owner's blob store, for data that belongs to the memories, such as checkpoints. */
    public BlobStore blobs() {
        return new OwnedBlobs(engine.store().blobs(), engine.owner());
    }

    /** Finishes the writes in progress and closes the store. */
    @Override
    public void close() {
        engine.store().close();
    }

    /** Opens a {@link SharedMemory}; every setter returns this builder. Not thread-safe. */
    public static final class Builder {

        private final Supplier<MemoryStore> store;
        private final List<MemoryListener> listeners = new ArrayList<>();
        private String owner = DEFAULT_OWNER;
        private Clock clock = Clock.systemUTC();
        private long indexBudget = Runtime.getRuntime().maxMemory() / 4;
        private @Nullable Embedder embedder;
        private @Nullable ChatModel chatModel;

        private Builder(Supplier<MemoryStore> store) {
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
            this.embedder = Embedder.with(requireNonNull(provider, "provider"));
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

        /** Works without an embedding model: recall is by keywords alone. */
        public Builder keywordsOnly() {
            this.embedder = Embedder.NONE;
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

        /** Adds a listener that receives every read and every committed write. */
        public Builder listener(MemoryListener listener) {
            listeners.add(requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Opens the memory.
         *
         * @throws IllegalArgumentException if the owner's id is blank, too long or holds a control character, or the
         *     budget is less than 1 byte
         * @throws dev.commonground.store.MemoryStoreException if the store cannot be opened
         */
        public SharedMemory open() {
            String checkedOwner = Identifiers.checked("owner", owner);
            if (indexBudget < 1) {
                throw new IllegalArgumentException(
                        "The index budget is %,d bytes, but at least 1 is needed: pass some megabytes, or leave it unset"
                                .formatted(indexBudget));
            }
            Embedder chosen = embedder != null ? embedder : found();
            return new SharedMemory(
                    new Engine(checkedOwner, store.get(), chosen, chatModel, clock, listeners, indexBudget));
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
