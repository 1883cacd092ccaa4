package dev.commonground.spring;

import static java.util.Objects.requireNonNull;

import dev.commonground.SharedMemory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings of the memory in an application, {@code commonground.*}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param enabled whether the application has a memory
 * @param url the location of the memory: a file, or a JDBC URL such as jdbc:postgresql://host/database. By default, the
 *     application's data source if it is of PostgreSQL and memory-postgres is on the class path, otherwise the file memory.db
 * @param owner the owner of the memory; equal tasks of two owners never meet
 * @param agent the agent that tools, retriever, briefing and chats work for outside of graphs
 * @param embedding where embeddings come from
 * @param embeddingId the id under which vectors of the application's embedding model are stored; by default the model's name.
 *     A model with other vectors needs another id
 * @param briefingBudget the most tokens of a briefing
 * @param retrieverLimit the most contents that the retriever returns
 * @param chatMessages the most messages of a chat memory
 * @param indexBudget the heap that search indexes may occupy; by default a quarter of the largest heap
 * @param readLedger how many readings of each scope to record, for audits; 0 records none
 * @param readOnly whether the memory is only read
 * @param keepSecrets whether secrets such as keys and passwords are stored as they are written
 * @param captureContent whether observations hold questions, which may be private
 */
@ConfigurationProperties("commonground")
public record CommonGroundProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String url,
        @DefaultValue(SharedMemory.DEFAULT_OWNER) String owner,
        @DefaultValue("assistant") String agent,
        @DefaultValue("auto") Embedding embedding,
        @Nullable String embeddingId,
        @DefaultValue("2000") int briefingBudget,
        @DefaultValue("8") int retrieverLimit,
        @DefaultValue("20") int chatMessages,
        @Nullable DataSize indexBudget,
        @DefaultValue("0") int readLedger,
        @DefaultValue("false") boolean readOnly,
        @DefaultValue("false") boolean keepSecrets,
        @DefaultValue("false") boolean captureContent) {

    public CommonGroundProperties {
        requireNonNull(owner, "owner");
        requireNonNull(agent, "agent");
        requireNonNull(embedding, "embedding");
    }

    /** Where embeddings come from. */
    public enum Embedding {
        /** The application's embedding model; without one, what is on the class path, such as memory-minilm. */
        AUTO,
        /** What is on the class path, also if the application has an embedding model. */
        CLASSPATH,
        /** Nowhere: recall is by keywords alone. */
        NONE
    }
}
