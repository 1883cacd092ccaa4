package dev.commonground.spring.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.FileSystemUtils;

/** Places the memory of a test in a temporary folder, which is deleted after the memory is closed. */
class TemporaryMemory implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        try {
            Path folder = Files.createTempDirectory("commonground-test");
            context.getEnvironment()
                    .getPropertySources()
                    .addLast(new MapPropertySource(
                            "commonground-test",
                            Map.of(
                                    "commonground.url",
                                    folder.resolve("memory.db").toString(),
                                    "commonground.embedding",
                                    "none")));
            // Beans are destroyed in the reverse order, so the memory is closed first.
            ((DefaultListableBeanFactory) context.getBeanFactory())
                    .registerDisposableBean("commonGroundTestFolder", () -> FileSystemUtils.deleteRecursively(folder));
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary folder of the memory cannot be created", e);
        }
    }
}
