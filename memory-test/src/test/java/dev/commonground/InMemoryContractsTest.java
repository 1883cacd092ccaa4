package dev.commonground;

import dev.commonground.store.MemoryStore;
import dev.commonground.test.InMemoryStore;
import org.junit.jupiter.api.Nested;

/** A whole memory over a store on the heap keeps the contracts of those in files. */
class InMemoryContractsTest {

    @Nested
    class Listings implements ListingContract {

        @Override
        public MemoryStore newStore() {
            return new InMemoryStore();
        }
    }

    @Nested
    class Revocations implements RevocationContract {

        @Override
        public MemoryStore newStore() {
            return new InMemoryStore();
        }
    }

    @Nested
    class Histories implements StepHistoriesContract {

        private final InMemoryStore store = new InMemoryStore();

        @Override
        public SharedMemory open() {
            return SharedMemory.builder(store.again()).keywordsOnly().open();
        }
    }

    @Nested
    class Guard extends WriteGuardContract {

        private final InMemoryStore store = new InMemoryStore();

        @Override
        protected SharedMemory.Builder builder() {
            return SharedMemory.builder(store.again());
        }
    }

    @Nested
    class Ledger implements ReadLedgerContract {

        private final InMemoryStore store = new InMemoryStore();

        @Override
        public MemoryStore newStore() {
            return store.again();
        }

        @Override
        public MemoryStore sameStoreAgain() {
            return store.again();
        }
    }
}
