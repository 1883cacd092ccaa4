package dev.commonground.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Filter;
import dev.commonground.memory.ListRequest;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Origin;
import dev.commonground.memory.WriteOutcome;
import org.junit.jupiter.api.Test;

/** Trust holds with PostgreSQL as it does with a file, also between two processes. */
class StoredTrustTest {

    private final String schema = TestServer.newSchema();

    private SharedMemory open() {
        return SharedMemory.builder(PostgresStore.builder(TestServer.source())
                        .schema(schema)
                        .open())
                .keywordsOnly()
                .open();
    }

    @Test
    void lowTrustSupersedesNothingAndIsHeldBack() {
        try (SharedMemory one = open();
                SharedMemory other = open()) {
            Memory right = one.task("order-7")
                    .person("ann")
                    .remember(Draft.constraint("The budget is 50000")
                            .key("budget", "50000")
                            .build())
                    .memory();
            AgentMemory researcher = other.task("order-7").agent("researcher");
            researcher.recall("budget", 3);

            WriteOutcome outcome = researcher.remember(Draft.constraint("The budget is 500000")
                    .key("budget", "500000")
                    .origin(Origin.WEB)
                    .build());

            assertThat(outcome).isInstanceOf(WriteOutcome.InConflict.class);
            AgentMemory writer = one.task("order-7").agent("writer");
            assertThat(writer.brief("budget").binding()).containsExactly(right);
            assertThat(writer.brief("budget").heldBack()).isEqualTo(1);
            assertThat(writer.recall("budget", 3).get(0).memory()).isEqualTo(right);
            assertThat(writer.list(ListRequest.builder()
                                    .filter(Filter.trust().lessThan(0.5))
                                    .build())
                            .memories())
                    .hasSize(1);
        }
    }

    @Test
    void anEchoRaisesNothing() {
        try (SharedMemory memory = open()) {
            memory.task("order-7")
                    .agent("researcher")
                    .remember(Draft.finding("The vendor has 120 stores in Spain")
                            .origin(Origin.WEB)
                            .build());
            AgentMemory writer = memory.task("order-7").agent("writer");
            writer.recall("stores in Spain", 3);

            assertThat(writer.remember("The vendor has 120 stores in Spain")
                            .memory()
                            .isLowTrust())
                    .isTrue();
        }
    }
}
