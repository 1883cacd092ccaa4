package dev.commonground.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.commonground.SharedMemory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

@EnabledIf("isBoot3")
class Boot3HealthTest {

    @TempDir
    Path folder;

    static boolean isBoot3() {
        return SpringBootVersion.getVersion().startsWith("3.");
    }

    @Test
    void isUpWhileTheStoreAnswers() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(CommonGroundAutoConfiguration.class))
                .withPropertyValues("commonground.url=" + folder.resolve("memory.db"), "commonground.embedding=none")
                .run(context -> {
                    HealthIndicator health = context.getBean(HealthIndicator.class);
                    Health before = health.getHealth(true);
                    context.getBean(SharedMemory.class).close();

                    assertThat(before.getStatus()).isEqualTo(Status.UP);
                    assertThat(before.getDetails()).containsKeys("scopes", "indexBytes", "queuedWrites");
                    assertThat(health.getHealth(true).getStatus()).isEqualTo(Status.DOWN);
                });
    }
}
