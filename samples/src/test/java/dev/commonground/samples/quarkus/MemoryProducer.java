package dev.commonground.samples.quarkus;

import dev.commonground.SharedMemory;
import dev.commonground.langgraph4j.GraphMemory;
import dev.commonground.langgraph4j.MemoryRetriever;
import dev.commonground.langgraph4j.MemoryTools;
import dev.langchain4j.model.chat.ChatModel;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Opens the memory of an application with CDI, such as Quarkus, and closes it with the application. */
// guide
@ApplicationScoped
public class MemoryProducer {

    @Produces
    @Singleton // the classes are final, so they cannot have a client proxy
    SharedMemory memory(
            @ConfigProperty(name = "commonground.url", defaultValue = "memory.db") String url,
            @ConfigProperty(name = "commonground.owner", defaultValue = "local") String owner,
            Instance<ChatModel> models) {
        SharedMemory.Builder settings = SharedMemory.builder(url).owner(owner);
        if (models.isResolvable()) {
            settings.chatModel(models.get());
        }
        return settings.open();
    }

    void close(@Disposes SharedMemory memory) {
        memory.close();
    }

    @Produces
    @Singleton
    GraphMemory graphs(SharedMemory memory) {
        return GraphMemory.over(memory);
    }

    @Produces
    @Singleton
    MemoryTools tools(GraphMemory graphs) {
        return graphs.tools("assistant");
    }

    @Produces
    @Singleton
    MemoryRetriever retriever(GraphMemory graphs) {
        return graphs.retriever("assistant");
    }
}
// end of guide
