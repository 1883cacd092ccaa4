package dev.commonground;

import dev.commonground.postgres.PostgresStoreProvider;
import dev.commonground.postgres.TestServer;
import dev.commonground.store.MemoryStore;

class RevocationHistoriesOnPostgresTest implements RevocationHistoriesContract {

    @Override
    public MemoryStore newStore() {
        return new PostgresStoreProvider()
                .open(TestServer.url(TestServer.newSchema()))
                .orElseThrow();
    }
}
