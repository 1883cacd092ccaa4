package dev.commonground.store;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** Finds the store for a database among those on the class path. */
public final class StoreProviders {

    private static final Pattern URL = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]+)://");

    private StoreProviders() {}

    /** Opens the store at a JDBC URL. */
    public static MemoryStore open(String url) {
        return first(provider -> provider.open(url), url.replaceFirst("[/@?;].*", ""));
    }

    /**
     * Returns the file that a location other than a JDBC URL names.
     *
     * @throws IllegalArgumentException if it is a URL or no path; a URL may hold a password, so the message names only its
     *     protocol
     */
    public static Path file(String location) {
        Matcher url = URL.matcher(location);
        if (url.lookingAt()) {
            String protocol = url.group(1);
            throw new IllegalArgumentException(
                    "A location that begins with %s:// is neither a file nor a JDBC URL: pass %s://..., or the path of a file"
                            .formatted(
                                    protocol,
                                    protocol.startsWith("postgres") ? "jdbc:postgresql" : "jdbc:" + protocol));
        }
        try {
            return Path.of(location);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "The location of the memory is no path: pass the path of a file, or a JDBC URL", e);
        }
    }

    /** Opens the store that {@code source} connects to. */
    public static MemoryStore open(DataSource source) {
        return first(provider -> provider.open(source), "this data source");
    }

    /** Opens the store at a JDBC URL without changing anything in it. */
    public static MemoryStore openReadOnly(String url) {
        return first(provider -> provider.openReadOnly(url), url.replaceFirst("[/@?;].*", ""));
    }

    /** Opens the store that {@code source} connects to without changing anything in it. */
    public static MemoryStore openReadOnly(DataSource source) {
        return first(provider -> provider.openReadOnly(source), "this data source");
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
