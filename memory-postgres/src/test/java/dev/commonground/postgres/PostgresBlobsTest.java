package dev.commonground.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.memory.Author;
import dev.commonground.memory.Scope;
import dev.commonground.store.BlobStore;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStoreContract;
import dev.commonground.store.ScopeRecord;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A removal leaves something in the tables; what removes nothing does not. */
class PostgresBlobsTest {

    static final Schema SCHEMA = new Schema(TestServer.newSchema());

    final PostgresStore store =
            PostgresStore.builder(TestServer.source()).schema(SCHEMA.name()).open();

    @AfterEach
    void close() throws SQLException {
        store.close();
        TestServer.execute(SCHEMA.sql("DELETE FROM @record"));
    }

    @Test
    void aRemovedCollectionIsOwedToTheTables() {
        store.blobs().put("chats", "\0", new byte[] {1});
        store.blobs().remove("others");
        assertThat(store.cleanup().isComplete()).isTrue();
        assertThat(store.blobs().list("chats")).extracting(BlobStore.Blob::key).containsExactly("\0");

        store.blobs().remove("chats");

        assertThat(store.cleanup().isComplete()).isFalse();
    }

    @Test
    void anErasureIsOwedToTheTables() {
        List<ScopeRecord> tasks = store.open("local", List.of(Scope.task("a"), Scope.task("b")));
        ScopeRecord task = tasks.get(0);
        Entry.Assert entry = MemoryStoreContract.says(task, "one");
        store.commit(MemoryStoreContract.direct(task, entry)
                .onlyAt(Map.of(task.id(), 0L, tasks.get(1).id(), 0L)));
        assertThat(store.cleanup().isComplete()).isTrue();

        store.commit(
                MemoryStoreContract.direct(task, new Entry.Erase(entry.id(), Author.person("Ann"), Instant.EPOCH)));

        assertThat(store.cleanup().isComplete()).isFalse();
    }

    @Test
    void aDeletedScopeIsOwedToTheTables() {
        store.open("local", List.of(Scope.user("ada")));
        assertThat(store.delete("local", Scope.user("ben"))).isFalse();
        assertThat(store.cleanup().isComplete()).isTrue();

        assertThat(store.delete("local", Scope.user("ada"))).isTrue();

        assertThat(store.cleanup().isComplete()).isFalse();
    }

    @Test
    void aTaskThatHasOnlyBlobsIsDeleted() {
        Scope.Task task = new Scope.Task("a");
        String blobs = BlobStore.ownedCollection("local", BlobStore.taskCollection(task));
        store.blobs().put(blobs, "chat", new byte[] {1});

        assertThat(store.delete("local", task)).isTrue();

        assertThat(store.blobs().list(blobs)).isEmpty();
        assertThat(store.cleanup().isComplete()).isFalse();
    }
}
