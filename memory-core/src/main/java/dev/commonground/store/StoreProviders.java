package dev.commonground.store;

import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import javax.sql.DataSource;

/** Finds the store for a database among those on the class path. */
public final class StoreProviders {

    private StoreProviders() {}

    /** Opens the store at a JDBC URL. */
    public static MemoryStore open(String url) {
        return first(provider -> provider.open(url), url.replaceFirst("[/@?;].*", ""));
    }

    /** Opens the store that {@code source} connects to. */
    public static MemoryStore open(DataSource source) {
        return first(provider -> provider.open(source), "this data source");
    }

    /** A JDBC URL may hold a password, so a message names only its protocol. */
    private static MemoryStore first(Function<MemoryStoreProvider, Optional<MemoryStore>> open, String what) {
        return ServiceLoader.load(MemoryStoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(provider -> open.apply(provider).stream())
                .findFirst()
                .orElseThrow(() -> new MemoryStoreException(
                        "No store on the class path supports %s: add memory-postgres for jdbc:postgresql, or pass a file"
                                .formatted(what)));
    }
}
