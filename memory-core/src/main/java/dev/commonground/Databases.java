package dev.commonground;

import dev.commonground.log.MemoryStore;
import dev.commonground.log.MemoryStoreException;
import dev.commonground.log.MemoryStoreProvider;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import javax.sql.DataSource;

/** Finds the store for a database among those on the class path. */
final class Databases {

    private Databases() {}

    static MemoryStore open(String url) {
        return first(provider -> provider.open(url), url.replaceFirst("[/@?;].*", ""));
    }

    static MemoryStore open(DataSource source) {
        return first(provider -> provider.open(source), "this data source");
    }

    /** An address may hold a password, so a message names no more than its sort. */
    private static MemoryStore first(Function<MemoryStoreProvider, Optional<MemoryStore>> open, String what) {
        return ServiceLoader.load(MemoryStoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(provider -> open.apply(provider).stream())
                .findFirst()
                .orElseThrow(() -> new MemoryStoreException(
                        "No store on the class path keeps memories in %s: add memory-postgres for jdbc:postgresql, or pass a file"
                                .formatted(what)));
    }
}
