package dev.commonground.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Keeps wrapped keys in a file of their own. A new key is appended and waits for the disk. A destroyed key is removed by a
 * new file that replaces the old one, so a crash leaves the old file or the new one. A file system may keep the blocks of the
 * old file for a while; in them, the key is still wrapped.
 *
 * <p>Thread-safe. Several processes on one machine can use the file at the same time; a second file, whose name ends with
 * {@code .lock}, holds their locks and nothing else. The file must not be on a network file system.
 */
public final class KeyFile implements ScopeKeys {

    /** The locks of a file exclude processes; this one excludes the threads of this process. */
    private static final Object THREADS = new Object();

    private final Path file;
    private final Clock clock = Clock.systemUTC();
    private volatile FileContent read = new FileContent("", KeyLines.NONE);

    /** The content of the file when it looked like this. */
    private record FileContent(String state, KeyLines lines) {}

    /** Creates a keeper over {@code file}, which need not exist: it is created with the first key. */
    public KeyFile(Path file) {
        this.file = requireNonNull(file, "file").toAbsolutePath();
    }

    @Override
    public Optional<byte[]> find(String name) {
        return lines().key(name);
    }

    @Override
    public Optional<Instant> destroyed(String name) {
        return lines().destroyed(name);
    }

    @Override
    public byte[] putIfAbsent(String name, byte[] wrapped) {
        return find(name)
                .orElseGet(() -> exclusively(() -> {
                    KeyLines lines = lines();
                    Optional<byte[]> known = lines.key(name);
                    if (known.isEmpty()) {
                        append(KeyLines.line(name, wrapped));
                    }
                    return known.orElse(wrapped);
                }));
    }

    @Override
    public void destroy(String name) {
        if (find(name).isPresent()) {
            Map<String, byte[]> unused = replace(lines -> lines.without(name, clock.instant()));
        }
    }

    @Override
    public int replaceAll(BiFunction<String, byte[], byte[]> rewrapping) {
        return replace(lines -> lines.mapped(rewrapping)).size();
    }

    private Map<String, byte[]> replace(UnaryOperator<KeyLines> change) {
        return exclusively(() -> {
            KeyLines changed = change.apply(lines());
            publish(changed.text());
            return changed.keys();
        });
    }

    /** Puts a new file in the place of the old one. */
    private void publish(String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(next);
        create(next);
        write(next, text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder();
    }

    /** Appends a line. What a crash left of an unfinished one is removed first. An empty file gets its header, too. */
    private void append(String line) throws IOException {
        if (Files.exists(file) && Files.size(file) > 0) {
            long complete = KeyLines.completeBytes(Files.readAllBytes(file));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(complete);
            }
            write(file, line);
        } else {
            publish(KeyLines.HEADER + line);
        }
    }

    /** Creates a file that other accounts cannot read, where the system has such permissions. */
    private static void create(Path created) throws IOException {
        if (created.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    created, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(created);
        }
    }

    private static void write(Path to, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(to, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                int unused = channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Makes the name of a new file durable, where the system allows it. */
    private void forceFolder() {
        try (FileChannel folder = FileChannel.open(folder(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            return; // Windows does not open folders, and makes names durable itself
        }
    }

    private Path folder() {
        return requireNonNull(file.getParent(), "The file is no root");
    }

    private <T> T exclusively(Callable<T> change) {
        synchronized (THREADS) {
            try {
                Files.createDirectories(folder());
                Path locked = file.resolveSibling(file.getFileName() + ".lock");
                try (FileChannel channel =
                        FileChannel.open(locked, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    FileLock unused = channel.lock(); // until the channel is closed
                    return change.call();
                }
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw failure(e);
            }
        }
    }

    /** Reads the file if it has changed. */
    private KeyLines lines() {
        try {
            String state = state();
            FileContent known = read;
            if (!known.state.equals(state)) {
                known = new FileContent(state, KeyLines.read(file, Files.readAllBytes(file)));
                read = known;
            }
            return known.lines;
        } catch (NoSuchFileException e) {
            return KeyLines.NONE;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private String state() throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return "%s %s %d".formatted(now.fileKey(), now.lastModifiedTime(), now.size());
    }

    private MemoryStoreException failure(Exception cause) {
        return new MemoryStoreException(
                "The key file %s cannot be read or written: check that the disk is not full and that the account may write it"
                        .formatted(file),
                cause);
    }

    @Override
    public String toString() {
        return "the key file " + file;
    }
}
