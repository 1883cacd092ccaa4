package dev.commonground;

import dev.commonground.log.MemoryStore;
import dev.commonground.postgres.PostgresStoreProvider;
import dev.commonground.postgres.TestServer;

class IsolationOnPostgresTest implements IsolationContract {

    @Override
    public MemoryStore newStore() {
        return new PostgresStoreProvider()
                .open(TestServer.url(TestServer.newSchema()))
                .orElseThrow();
    }
}
