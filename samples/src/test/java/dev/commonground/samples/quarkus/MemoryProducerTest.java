package dev.commonground.samples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.langgraph4j.GraphMemory;
import dev.commonground.langgraph4j.MemoryRetriever;
import dev.commonground.langgraph4j.MemoryTools;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The producer in Weld, which injects as Quarkus does. */
@Tag("proofs")
class MemoryProducerTest {

    @TempDir
    static Path folder;

    /** Stands in for the configuration of Quarkus. */
    static class Configuration {
        @Produces
        @ConfigProperty
        String property(InjectionPoint at) {
            ConfigProperty property = at.getAnnotated().getAnnotation(ConfigProperty.class);
            return property.name().equals("commonground.url")
                    ? folder.resolve("memory.db").toString()
                    : property.defaultValue();
        }
    }

    private static SeContainer container() {
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(MemoryProducer.class, Configuration.class)
                .initialize();
    }

    @Test
    void opensOneMemoryAndClosesItWithTheApplication() {
        AgentMemory ann;
        try (SeContainer container = container()) {
            SharedMemory memory = container.select(SharedMemory.class).get();
            ann = memory.task("q3").agent("ann");
            ann.remember("Ada likes tea");

            assertThat(container.select(SharedMemory.class).get()).isSameAs(memory);
            assertThat(container.select(GraphMemory.class).get()).isNotNull();
            assertThat(container.select(MemoryTools.class).get()).isNotNull();
            assertThat(container.select(MemoryRetriever.class).get()).isNotNull();
        }
        AgentMemory closed = ann;
        assertThatThrownBy(() -> closed.remember("Bob likes tea")).isInstanceOf(IllegalStateException.class);
    }
}
