package dev.commonground.studio;

import dev.commonground.SharedMemory;
import dev.commonground.internal.sqlite.SqliteStore;
import dev.commonground.internal.text.Identifiers;
import dev.commonground.store.MemoryStore;
import dev.commonground.store.StoreProviders;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that say where the memory is and whose it is. */
final class MemoryPlace {

    @Option(
            names = {"-m", "--memory"},
            paramLabel = "FILE|URL",
            defaultValue = "${COMMONGROUND_MEMORY:-memory.db}",
            description =
                    "A memory's file, or the JDBC URL of a PostgreSQL database (default: $COMMONGROUND_MEMORY, otherwise memory.db)")
    private String place = "memory.db";

    @Option(
            names = "--owner",
            paramLabel = "OWNER",
            defaultValue = "${COMMONGROUND_OWNER:-" + SharedMemory.DEFAULT_OWNER + "}",
            description = "The owner of the memory (default: $COMMONGROUND_OWNER, otherwise "
                    + SharedMemory.DEFAULT_OWNER + ")")
    private String owner = SharedMemory.DEFAULT_OWNER;

    @Option(names = "--keywords-only", description = "Search by keywords alone, without loading the embedding model")
    private boolean keywordsOnly;

    /** Opens the memory to read it; it has to exist. */
    SharedMemory read() {
        checkExists();
        return settings(owner).readOnly().open();
    }

    /** Opens the memory to write to it; it has to exist. */
    SharedMemory write() {
        checkExists();
        return writeOrCreate();
    }

    private void checkExists() {
        if (!isUrl() && !Files.exists(file())) {
            throw new TaskNotFoundException(
                    "There is no memory in %s: name its file or its JDBC URL with --memory".formatted(file()));
        }
    }

    /** Opens the memory to write to it, and creates its file if there is none. */
    SharedMemory writeOrCreate() {
        return settings(owner).open();
    }

    /** Starts the settings of the memory of {@code owner} in this place. */
    SharedMemory.Builder settings(String owner) {
        return settings(SharedMemory.builder(place), owner);
    }

    private SharedMemory.Builder settings(SharedMemory.Builder builder, String owner) {
        return (keywordsOnly ? builder.keywordsOnly() : builder).owner(owner);
    }

    /** Opens the store of a memory, which has to exist. */
    MemoryStore existingStore() {
        checkExists();
        return store();
    }

    /** Opens the memory in {@code store}, and closes the store with it. */
    SharedMemory over(MemoryStore store) {
        return settings(SharedMemory.builder(store), owner).open();
    }

    /** Opens the memory in a way that ends each sweep before its commit; it has to exist. */
    SharedMemory openWithoutSweeping() {
        checkExists();
        SharedMemory.Builder builder = SharedMemory.builder(SweepPreview.of(store()));
        return builder.keywordsOnly().owner(owner).open();
    }

    /** Opens the store in this place. */
    MemoryStore store() {
        return isUrl() ? StoreProviders.open(place) : SqliteStore.open(file());
    }

    boolean isUrl() {
        return place.startsWith("jdbc:");
    }

    /** Returns the URL for a connection of our own. */
    String jdbcUrl() {
        return isUrl() ? place : "jdbc:sqlite:" + file().toAbsolutePath();
    }

    Path file() {
        return Path.of(place);
    }

    String owner() {
        return Identifiers.checked("owner", owner);
    }
}
