package dev.commonground.spring;

import dev.commonground.SharedMemory;
import dev.commonground.event.MemoryEvent;
import dev.commonground.langgraph4j.GraphMemory;
import dev.commonground.langgraph4j.MemoryBriefing;
import dev.commonground.langgraph4j.MemoryRetriever;
import dev.commonground.langgraph4j.MemoryTools;
import dev.commonground.recall.EmbeddingModelProvider;
import dev.langchain4j.memory.chat.ChatMemoryProvider;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.store.memory.chat.ChatMemoryStore;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Opens a memory for the application and makes it available as beans. A bean of the application's own replaces the one of
 * the same type here. The memory uses the application's {@link DataSource}, {@link ChatModel} and {@link EmbeddingModel}, if
 * there is exactly one of each; {@link CommonGroundProperties} holds the settings.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
        })
@ConditionalOnProperty(prefix = "commonground", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(CommonGroundProperties.class)
@Import({ObservationConfiguration.class, Boot3HealthConfiguration.class, Boot4HealthConfiguration.class})
public class CommonGroundAutoConfiguration {

    /** Creates the configuration. */
    public CommonGroundAutoConfiguration() {}

    /** Opens the memory, which finishes the writes in progress and closes with the application. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    SharedMemory sharedMemory(
            CommonGroundProperties properties,
            ObjectProvider<DataSource> sources,
            ObjectProvider<ChatModel> chatModels,
            ObjectProvider<EmbeddingModelProvider> embeddings,
            ObjectProvider<EmbeddingModel> embeddingModels,
            ObjectProvider<MemoryEvent.Observer> observers,
            ObjectProvider<MemoryEvent.Listener> listeners,
            ObjectProvider<SharedMemoryCustomizer> customizers) {
        MemoryOpener opener = new MemoryOpener(properties);
        SharedMemory.Builder settings = opener.at(sources);
        opener.applyProperties(settings);
        opener.applyModels(settings, chatModels, embeddings, embeddingModels);
        MemoryOpener.applyEvents(settings, observers, listeners, customizers);
        return settings.open();
    }

    @Bean
    @ConditionalOnMissingBean
    GraphMemory graphMemory(SharedMemory memory) {
        return GraphMemory.over(memory);
    }

    @Bean
    @ConditionalOnMissingBean
    MemoryTools memoryTools(GraphMemory graphs, CommonGroundProperties properties) {
        return graphs.tools(properties.agent());
    }

    @Bean
    @ConditionalOnMissingBean
    MemoryRetriever memoryRetriever(GraphMemory graphs, CommonGroundProperties properties) {
        return graphs.retriever(properties.agent()).limit(properties.retrieverLimit());
    }

    @Bean
    @ConditionalOnMissingBean
    MemoryBriefing memoryBriefing(GraphMemory graphs, CommonGroundProperties properties) {
        return graphs.briefing(properties.agent()).budget(properties.briefingBudget());
    }

    @Bean
    @ConditionalOnMissingBean
    ChatMemoryStore memoryChats(GraphMemory graphs, CommonGroundProperties properties) {
        return graphs.chats(properties.agent());
    }

    @Bean
    @ConditionalOnMissingBean
    ChatMemoryProvider memoryChatProvider(ChatMemoryStore chats, CommonGroundProperties properties) {
        return task -> MessageWindowChatMemory.builder()
                .id(task)
                .maxMessages(properties.chatMessages())
                .chatMemoryStore(chats)
                .build();
    }
}
