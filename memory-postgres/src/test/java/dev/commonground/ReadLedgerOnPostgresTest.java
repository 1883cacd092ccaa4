package dev.commonground;

import dev.commonground.postgres.PostgresStoreProvider;
import dev.commonground.postgres.TestServer;
import dev.commonground.store.MemoryStore;

class ReadLedgerOnPostgresTest implements ReadLedgerContract {

    String schema = "";

    @Override
    public MemoryStore newStore() {
        schema = TestServer.newSchema();
        return sameStoreAgain();
    }

    @Override
    public MemoryStore sameStoreAgain() {
        return new PostgresStoreProvider().open(TestServer.url(schema)).orElseThrow();
    }
}
