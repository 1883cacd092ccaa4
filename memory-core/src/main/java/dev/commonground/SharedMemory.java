package dev.commonground;

import dev.commonground.log.MemoryStore;
import dev.commonground.log.RecordShelf;
import dev.commonground.log.Sight;
import dev.commonground.memory.Author;
import dev.commonground.memory.Scope;
import dev.commonground.recall.Embedder;
import dev.commonground.recall.EmbeddingModelProvider;
import dev.commonground.sqlite.SqliteStore;
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
 * Memory that several agents share: what one of them learns, every later one on the task knows.
 *
 * <pre>{@code
 * try (SharedMemory memory = SharedMemory.open(Path.of("memory.db"))) {
 *     TaskMemory task = memory.task("task_q3_proposal");
 *     task.agent("researcher").require("Executive summary first, slide decks, ROI figures");
 *     task.agent("writer").recall("client requirements and format", 5).forEach(System.out::println);
 * }
 * }</pre>
 *
 * <p>Three sorts of scope, never mixed: a user's memory, which outlives tasks; a task's, which all agents on it share;
 * and an agent's own. All of it belongs to an owner, so two customers with a task of the same name never meet.
 *
 * <p>Thread-safe, and safe among several processes on one store.
 */
public final class SharedMemory implements AutoCloseable {

    /** The owner of a memory that was not told otherwise. */
    public static final String DEFAULT_OWNER = "local";

    private static final Logger LOG = LoggerFactory.getLogger(SharedMemory.class);

    private final Engine engine;

    private SharedMemory(Engine engine) {
        this.engine = engine;
    }

    /**
     * Opens the memory kept in {@code file}, and makes it if it is not there.
     *
     * @throws dev.commonground.log.MemoryStoreException if the file is no memory, was written by a newer version, is
     *     damaged, or cannot be read or written
     */
    public static SharedMemory open(Path file) {
        return builder(file).open();
    }

    /**
     * Opens the memory kept in the database at a JDBC URL, such as {@code jdbc:postgresql://host/database?user=ann}. The
     * module of the store has to be on the class path: memory-postgres for PostgreSQL.
     *
     * @throws dev.commonground.log.MemoryStoreException if there is no store for such a database, or it was written by a
     *     newer version or cannot be read or written
     */
    public static SharedMemory open(String url) {
        return builder(url).open();
    }

    /**
     * Opens the memory kept in the database that {@code source} connects to. The source stays open when the memory is
     * closed.
     *
     * @throws dev.commonground.log.MemoryStoreException if there is no store for such a database, or it was written by a
     *     newer version or cannot be read or written
     */
    public static SharedMemory open(DataSource source) {
        return builder(source).open();
    }

    /** Starts the settings of a memory kept in {@code file}. */
    public static Builder builder(Path file) {
        return new Builder(() -> SqliteStore.open(file));
    }

    /** Starts the settings of a memory kept in the database at a JDBC URL. */
    public static Builder builder(String url) {
        return new Builder(() -> Databases.open(url));
    }

    /** Starts the settings of a memory kept in the database that {@code source} connects to. */
    public static Builder builder(DataSource source) {
        return new Builder(() -> Databases.open(source));
    }

    /** Starts the settings of a memory kept in {@code store}, which is closed with the memory. */
    public static Builder builder(MemoryStore store) {
        return new Builder(() -> store);
    }

    /** Returns the memory of the task called {@code id}. */
    public TaskMemory task(String id) {
        return new TaskMemory(engine, new Scope.Task(id), null, null, null);
    }

    /** Returns what is known about the user called {@code id}, in the user's own hands. */
    public AgentMemory user(String id) {
        Scope.User scope = new Scope.User(id);
        return live(Author.person(scope.user()), scope);
    }

    /**
     * Deletes what is known about the user called {@code id}, for good; what tasks know stays.
     *
     * @return whether there was anything to delete
     */
    public boolean deleteUser(String id) {
        return engine.store().delete(engine.owner(), Scope.user(id));
    }

    /** Returns what the agent called {@code name} keeps to itself across tasks. */
    public AgentMemory agent(String name) {
        return live(Author.agent(name), Scope.agent(name));
    }

    private AgentMemory live(Author author, Scope scope) {
        Session session = new Session(
                engine,
                new MemoryEvent.Actor(author, null, null, null),
                List.of(scope),
                record -> Sight.live(engine.clock().instant()),
                Session.Writes.AT_ONCE);
        return new AgentMemory(session, scope);
    }

    /**
     * Begins the step of a graph's node: reads as of a cursor, writes held together until the node has succeeded.
     *
     * @throws IllegalStateException if the cursor was made on another task
     */
    public Step begin(StepRequest request) {
        return Step.begin(engine, request);
    }

    /** Returns the owner's shelf for what goes with the memories, such as checkpoints. */
    public RecordShelf shelf() {
        return engine.shelf();
    }

    /** Finishes the writes under way and closes the store. */
    @Override
    public void close() {
        engine.close();
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

        /** Sets whose memory it is; {@value SharedMemory#DEFAULT_OWNER} unless told otherwise. */
        public Builder owner(String owner) {
            this.owner = owner;
            return this;
        }

        /** Sets the clock that times the writes; the system's in UTC unless told otherwise. */
        public Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        /** Sets the embedding model; the one that {@link ServiceLoader} finds unless told otherwise. */
        public Builder embeddings(EmbeddingModelProvider provider) {
            this.embedder = Embedder.with(provider);
            return this;
        }

        /**
         * Sets the model that takes statements out of conversations for {@link AgentMemory#learn(List)}; none unless told
         * otherwise, and rules do it. Nothing else in the memory calls it.
         */
        public Builder chatModel(ChatModel model) {
            this.chatModel = model;
            return this;
        }

        /** Goes without an embedding model: recall is by keywords alone. */
        public Builder keywordsOnly() {
            this.embedder = Embedder.NONE;
            return this;
        }

        /**
         * Sets the heap that search indexes may take up, in bytes and at least 1; a quarter of the largest heap of this
         * JVM unless told otherwise. A memory with its vector takes about 2 KB. The scopes used least give way and are
         * read again, some microseconds a memory, when they are needed. A scope that is larger than the budget is answered
         * all the same: the vectors stay in a store that can search them, otherwise it takes the heap it needs, and all
         * others give way to it.
         */
        public Builder indexBudget(long bytes) {
            this.indexBudget = bytes;
            return this;
        }

        /** Adds somebody to be told of every read and committed write. */
        public Builder listener(MemoryListener listener) {
            listeners.add(listener);
            return this;
        }

        /**
         * Opens the memory.
         *
         * @throws IllegalArgumentException if the owner's id is blank, too long or holds a control character, or the
         *     budget is less than 1 byte
         * @throws dev.commonground.log.MemoryStoreException if the store cannot be opened
         */
        public SharedMemory open() {
            String checkedOwner = new Scope.User(owner).user();
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
                        LOG.info("No embedding model found, so recall is by keywords alone; memory-minilm brings one");
                        return Embedder.NONE;
                    });
        }
    }
}
