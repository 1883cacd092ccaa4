package dev.commonground;

import dev.commonground.postgres.TestServer;
import org.junit.jupiter.api.Tag;

/** The hunt for private memories on PostgreSQL. */
@Tag("repeated")
class AudienceHuntOnPostgresTest implements AudienceHuntContract {

    @Override
    public SharedMemory.Builder newMemory() {
        return SharedMemory.builder(TestServer.url(TestServer.newSchema())).keywordsOnly();
    }

    @Override
    public int writes() {
        return Proofs.times(40, 80);
    }
}
