package dev.commonground.postgres;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.commonground.store.MemoryStore;
import dev.commonground.store.MemoryStoreContract;
import dev.commonground.store.MemoryStoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresStoreTest implements MemoryStoreContract {

    final List<MemoryStore> opened = new ArrayList<>();
    String schema = TestServer.newSchema();

    @Override
    public MemoryStore newStore() {
        schema = TestServer.newSchema();
        return sameStoreAgain();
    }

    @Override
    public MemoryStore sameStoreAgain() {
        MemoryStore store =
                new PostgresStoreProvider().open(TestServer.url(schema)).orElseThrow();
        opened.add(store);
        return store;
    }

    @Test
    void isBackedUpByItsServer() {
        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> newStore().backupTo(Path.of("copy.db")))
                .withMessageContaining("back up its schema with pg_dump");
    }

    @AfterEach
    void close() {
        opened.forEach(MemoryStore::close);
    }
}
