package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.internal.sqlite.Integrity;
import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.MemoryStoreContract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An encrypted memory in a file keeps the contracts that a memory in the clear keeps. */
class EncryptedContractsTest {

    @TempDir
    Path folder;

    Path file() {
        return folder.resolve("memory.db");
    }

    Path keys() {
        return folder.resolve("memory.keys");
    }

    MemoryStore store() {
        return Encrypted.store(SqliteStore.open(file()), keys());
    }

    SharedMemory.Builder memory() {
        return SharedMemory.builder(file()).encryption(Encrypted.with(keys()));
    }

    @Nested
    class StoreContract implements MemoryStoreContract {

        final List<MemoryStore> opened = new ArrayList<>();

        @Override
        public MemoryStore newStore() {
            return sameStoreAgain();
        }

        @Override
        public MemoryStore sameStoreAgain() {
            MemoryStore store = store();
            opened.add(store);
            return store;
        }

        @AfterEach
        void close() {
            opened.forEach(MemoryStore::close);
        }
    }

    @Nested
    class StepHistories implements StepHistoriesContract {
        @Override
        public SharedMemory open() {
            return memory().keywordsOnly().open();
        }
    }

    @Nested
    @Tag("proofs")
    class Isolation implements IsolationContract {
        @Override
        public MemoryStore newStore() {
            return store();
        }
    }

    @Nested
    @Tag("proofs")
    class Revocations implements RevocationContract {
        @Override
        public MemoryStore newStore() {
            return store();
        }
    }

    @Nested
    @Tag("proofs")
    class AudienceHunt implements AudienceHuntContract {
        @Override
        public SharedMemory.Builder newMemory() {
            return memory().keywordsOnly();
        }
    }

    @Nested
    class Guard extends WriteGuardContract {
        @Override
        protected SharedMemory.Builder builder() {
            return memory();
        }
    }

    @Nested
    class Listings implements ListingContract {
        @Override
        public MemoryStore newStore() {
            return store();
        }
    }

    @Nested
    @Tag("proofs")
    class Ledger implements ReadLedgerContract {
        @Override
        public MemoryStore newStore() {
            return store();
        }

        @Override
        public MemoryStore sameStoreAgain() {
            return store();
        }
    }

    @Nested
    class Seals extends SealContract {
        @Override
        protected SharedMemory.Builder memory() {
            return EncryptedContractsTest.this.memory();
        }

        @Override
        protected Connection connect() throws SQLException {
            return DriverManager.getConnection("jdbc:sqlite:" + file());
        }
    }

    /** Several processes at once. */
    @Nested
    @Tag("proofs")
    class Team implements TeamContract {
        @Override
        public String where() {
            return Encrypted.location(keys(), file().toString());
        }

        @Override
        public List<String> problems() throws SQLException {
            return new Integrity(file()).problems();
        }
    }

    @Tag("repeated")
    @Test
    void aKilledWriterLeavesAllAcknowledgedWritesAndNoPartialOne() throws Exception {
        String where = Encrypted.location(keys(), file().toString());
        for (int seed = 1; seed <= Proofs.times(2, 4); seed++) {
            List<String> acknowledged = Crash.writeUntilKilled(where, "task-" + seed, new Random(seed));

            assertThat(Crash.check(where, "task-" + seed, acknowledged)).isGreaterThanOrEqualTo(acknowledged.size());
            assertThat(new Integrity(file()).problems()).isEmpty();
        }
    }
}
