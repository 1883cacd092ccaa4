package dev.commonground;

import dev.commonground.postgres.TestServer;

class StepHistoriesOnPostgresTest implements StepHistoriesContract {

    final String where = TestServer.url(TestServer.newSchema());

    @Override
    public SharedMemory open() {
        return MemoryLocation.builder(where).keywordsOnly().open();
    }
}
