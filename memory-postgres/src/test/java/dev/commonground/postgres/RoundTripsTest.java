package dev.commonground.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.recall.EmbeddingModelProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Counts round trips to the server: every statement that the driver prepares is one. */
class RoundTripsTest {

    final String schema = TestServer.newSchema();
    final AtomicInteger queries = new AtomicInteger();

    SharedMemory open() {
        return memory().keywordsOnly().open();
    }

    private SharedMemory.Builder memory() {
        DataSource source = TestServer.source();
        Thread caller = Thread.currentThread();
        DataSource counted = proxy(
                DataSource.class,
                source,
                (method, result) -> result instanceof Connection connection ? counted(connection, caller) : result);
        return SharedMemory.builder(
                PostgresStore.builder(counted).schema(schema).open());
    }

    private Connection counted(Connection connection, Thread caller) {
        return proxy(Connection.class, connection, (method, result) -> {
            if (method.getName().equals("prepareStatement") && Thread.currentThread() == caller) {
                queries.incrementAndGet();
            }
            return result;
        });
    }

    private static <T> T proxy(Class<T> type, T target, BiFunction<Method, @Nullable Object, @Nullable Object> after) {
        return type.cast(Proxy.newProxyInstance(
                RoundTripsTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    try {
                        return after.apply(method, method.invoke(target, given));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
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
    void whatOthersWroteIsReadWithItsVectorsInOneQuery() {
        EmbeddingModelProvider model = EmbeddingModelProvider.of("clusters", new ClusteredModel());
        try (SharedMemory here = memory().embeddings(model).open();
                SharedMemory there = SharedMemory.builder(PostgresStore.builder(TestServer.source())
                                .schema(schema)
                                .open())
                        .embeddings(model)
                        .open()) {
            AgentMemory reader = here.task("a").agent("reader");
            AgentMemory writer = there.task("a").agent("writer");
            writer.remember("The client wants figures");
            assertThat(reader.recall("figures", 1)).hasSize(1);
            writer.remember("The figures are in the annex");

            queries.set(0);
            assertThat(reader.recall("figures", 5)).hasSize(2);

            assertThat(queries).as("positions, and what is new").hasValue(2);
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
