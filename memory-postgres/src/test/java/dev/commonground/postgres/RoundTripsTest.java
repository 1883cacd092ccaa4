package dev.commonground.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Counts round trips to the server: every query takes one connection from the pool. */
class RoundTripsTest {

    final String schema = TestServer.newSchema();
    final AtomicInteger queries = new AtomicInteger();

    SharedMemory open() {
        DataSource source = TestServer.source();
        Thread caller = Thread.currentThread();
        DataSource counted = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, given) -> {
                    if (Thread.currentThread() == caller) {
                        queries.incrementAndGet();
                    }
                    try {
                        return method.invoke(source, given);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return SharedMemory.builder(
                        PostgresStore.builder(counted).schema(schema).open())
                .keywordsOnly()
                .open();
    }

    @Test
    void aRecallOfUnchangedScopesIsOneQuery() {
        try (SharedMemory here = open();
                SharedMemory there = SharedMemory.builder(PostgresStore.builder(TestServer.source())
                                .schema(schema)
                                .open())
                        .keywordsOnly()
                        .open()) {
            AgentMemory reader = here.task("a").agent("reader");
            AgentMemory writer = there.task("a").agent("writer");
            writer.remember("The client wants figures");
            assertThat(reader.recall("figures", 1)).hasSize(1);

            queries.set(0);
            assertThat(reader.recall("figures", 1)).hasSize(1);
            assertThat(queries).hasValue(1);

            writer.remember("The figures are in the annex");
            there.task("a").agent("reader").privately().remember("Figures bore me");
            assertThat(reader.recall("figures", 5)).hasSize(3);
        }
    }

    @Test
    void aWriteToAnUnchangedScopeIsOneQuery() {
        try (SharedMemory here = open()) {
            AgentMemory writer = here.task("a").agent("writer");
            writer.remember("The client wants figures");
            writer.remember("The client wants an annex");

            queries.set(0);
            writer.remember("The client wants a summary");

            assertThat(queries).hasValue(1);
        }
    }
}
