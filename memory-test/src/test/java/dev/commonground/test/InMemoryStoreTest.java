package dev.commonground.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.commonground.memory.Scope;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.MemoryStoreContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A store on the heap keeps the contract of every store. */
class InMemoryStoreTest implements MemoryStoreContract {

    final List<InMemoryStore> opened = new ArrayList<>();

    @Override
    public MemoryStore newStore() {
        opened.add(new InMemoryStore());
        return opened.get(opened.size() - 1);
    }

    @Override
    public MemoryStore sameStoreAgain() {
        opened.add(opened.get(opened.size() - 1).again());
        return opened.get(opened.size() - 1);
    }

    @AfterEach
    void close() {
        opened.forEach(MemoryStore::close);
    }

    @Test
    void aClosedStoreIsRefusedAndTheOtherOneStaysOpen() {
        InMemoryStore store = new InMemoryStore();
        InMemoryStore other = store.again();
        store.open(OWNER, List.of(Scope.task("a")));

        store.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> store.find(OWNER, Scope.task("a")))
                .withMessage("The store is closed: open a memory on store.again() instead");
        assertThatIllegalStateException().isThrownBy(() -> store.blobs().list("a"));
        assertThat(other.find(OWNER, Scope.task("a"))).isPresent();
        other.close();
    }
}
