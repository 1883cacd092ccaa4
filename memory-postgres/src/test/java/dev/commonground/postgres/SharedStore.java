package dev.commonground.postgres;

import dev.commonground.memory.Scope;
import dev.commonground.store.ScopeRecord;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A store for tests that need no schema of their own, because each of them has its own owner. */
final class SharedStore {

    static final Schema SCHEMA = new Schema(TestServer.newSchema());
    static final PostgresStore STORE =
            PostgresStore.builder(TestServer.source()).schema(SCHEMA.name()).open();
    private static final AtomicInteger OWNERS = new AtomicInteger();

    private SharedStore() {}

    static String newOwner() {
        return "owner " + OWNERS.incrementAndGet();
    }

    static ScopeRecord open(String owner, Scope scope) {
        return STORE.open(owner, List.of(scope)).get(0);
    }
}
