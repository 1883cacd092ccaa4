package dev.commonground.postgres;

import dev.commonground.store.MemoryStore;
import dev.commonground.store.MemoryStoreContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

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

    @AfterEach
    void close() {
        opened.forEach(MemoryStore::close);
    }
}
