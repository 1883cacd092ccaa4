package dev.commonground.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.SharedMemory;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A memory in the database of the application. */
@Tag("proofs")
class DataSourceTest {

    @Test
    void ofTheApplicationHoldsTheMemoryAndStaysOpen() throws IOException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            DataSource source = server.getPostgresDatabase();
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(CommonGroundAutoConfiguration.class))
                    .withPropertyValues("commonground.embedding=none")
                    .withBean(DataSource.class, () -> source)
                    .run(context -> context.getBean(SharedMemory.class)
                            .task("q3")
                            .agent("ann")
                            .remember("Ada likes tea"));

            try (SharedMemory memory =
                    SharedMemory.builder(source).keywordsOnly().open()) {
                assertThat(memory.task("q3").agent("bob").list()).hasSize(1);
            }
        }
    }
}
