package dev.commonground.spring;

import dev.commonground.SharedMemory;
import dev.commonground.event.MemoryEvent;
import dev.commonground.recall.EmbeddingModelProvider;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.MemoryStoreProvider;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/** Opens the memory of an application, with the application's own beans. */
final class MemoryOpener {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryOpener.class);

    private static final String DEFAULT_FILE = "memory.db";

    private final CommonGroundProperties properties;

    MemoryOpener(CommonGroundProperties properties) {
        this.properties = properties;
    }

    /** Starts the settings of the memory at its location. */
    SharedMemory.Builder at(ObjectProvider<DataSource> sources) {
        String url = properties.url();
        if (url != null) {
            return SharedMemory.builder(url);
        }
        Optional<MemoryStore> store = Optional.ofNullable(sources.getIfUnique()).flatMap(this::store);
        if (store.isPresent()) {
            LOG.info("The memory is in the database of the application's data source");
            return SharedMemory.builder(store.get());
        }
        Path file = Path.of(DEFAULT_FILE).toAbsolutePath();
        LOG.info("The memory is in {}: set commonground.url for another place", file);
        return SharedMemory.builder(file);
    }

    /** Returns the store in a database; empty if no module on the class path supports the database. */
    private Optional<MemoryStore> store(DataSource source) {
        return ServiceLoader.load(MemoryStoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(provider ->
                        (properties.readOnly() ? provider.openReadOnly(source) : provider.open(source)).stream())
                .findFirst();
    }

    void applyProperties(SharedMemory.Builder settings) {
        settings.owner(properties.owner());
        if (properties.indexBudget() != null) {
            settings.indexBudget(properties.indexBudget().toBytes());
        }
        if (properties.readLedger() > 0) {
            settings.readLedger(properties.readLedger());
        }
        if (properties.readOnly()) {
            settings.readOnly();
        }
        if (properties.keepSecrets()) {
            settings.keepSecrets();
        }
    }

    void applyModels(
            SharedMemory.Builder settings,
            ObjectProvider<ChatModel> chatModels,
            ObjectProvider<EmbeddingModelProvider> providers,
            ObjectProvider<EmbeddingModel> embeddingModels) {
        chatModels.ifUnique(settings::chatModel);
        switch (properties.embedding()) {
            case NONE -> settings.keywordsOnly();
            case AUTO -> embeddings(providers, embeddingModels).ifPresent(settings::embeddings);
            case CLASSPATH -> {}
        }
    }

    private Optional<EmbeddingModelProvider> embeddings(
            ObjectProvider<EmbeddingModelProvider> providers, ObjectProvider<EmbeddingModel> models) {
        return Optional.ofNullable(providers.getIfUnique())
                .or(() -> Optional.ofNullable(models.getIfUnique())
                        .map(model -> EmbeddingModelProvider.of(idOf(model), model)));
    }

    private String idOf(EmbeddingModel model) {
        return properties.embeddingId() == null ? model.modelName() : properties.embeddingId();
    }

    static void applyEvents(
            SharedMemory.Builder settings,
            ObjectProvider<MemoryEvent.Observer> observers,
            ObjectProvider<MemoryEvent.Listener> listeners,
            ObjectProvider<SharedMemoryCustomizer> customizers) {
        observers.ifUnique(settings::observer);
        listeners.orderedStream().forEach(settings::listener);
        customizers.orderedStream().forEach(customizer -> customizer.customize(settings));
    }
}
