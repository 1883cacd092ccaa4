package dev.commonground;

import dev.commonground.postgres.TestServer;

class WriteGuardOnPostgresTest extends WriteGuardContract {

    private final String url = TestServer.url(TestServer.newSchema());

    @Override
    protected SharedMemory.Builder builder() {
        return SharedMemory.builder(url);
    }
}
