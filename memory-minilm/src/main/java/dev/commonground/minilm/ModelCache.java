package dev.commonground.minilm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder in which the account keeps models that were unpacked from their jars. Inflating the full model takes a second of
 * processor time, and opening the file 0.2 seconds.
 *
 * <p>A file is used only if its size and its CRC-32 are those of the jar, so a damaged or half-written file does no harm. The
 * folder belongs to the account, and nobody else may write there. If anything is in the way, the model is read from the jar.
 * Thread-safe, and safe for several processes: each writes a file of its own, and renames it when it is complete.
 */
final class ModelCache {

    /** The system property that names another folder; empty for none. */
    static final String PROPERTY = "commonground.cache";

    private static final Logger LOG = LoggerFactory.getLogger(ModelCache.class);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> WRITE_FOR_OTHERS =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    /** The files that this process has compared with their jars, with the times of their last changes. */
    private static final Map<Path, FileTime> CHECKED = new ConcurrentHashMap<>();

    private static final int BUFFER = 1 << 16;
    private static final String PART = ".part";
    private static final long ABANDONED_MILLIS = 3_600_000;

    private final @Nullable Path folder;

    /** Keeps models in {@code folder}, which may not exist yet; null to keep none. */
    ModelCache(@Nullable Path folder) {
        this.folder = folder;
    }

    /** Returns the cache of the account that runs this process. */
    static ModelCache ofAccount() {
        try {
            return new ModelCache(folderOfAccount());
        } catch (InvalidPathException e) {
            LOG.debug("The folder for models has no valid name", e);
            return new ModelCache(null);
        }
    }

    private static @Nullable Path folderOfAccount() {
        String chosen = System.getProperty(PROPERTY);
        if (chosen != null) {
            return chosen.isBlank() ? null : Path.of(chosen);
        }
        Path home = Path.of(System.getProperty("user.home", ""));
        return home.isAbsolute() ? caches(home).resolve("commonground") : null;
    }

    private static Path caches(Path home) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            return home.resolve("AppData").resolve("Local");
        }
        return system.startsWith("mac") ? home.resolve("Library").resolve("Caches") : home.resolve(".cache");
    }

    /**
     * Returns the file with the content of a resource, and unpacks it if it is not there. Empty if the resource is not in a
     * jar, or the file cannot be written or read.
     */
    Optional<Path> unpacked(String resource) {
        URL url = ModelCache.class.getResource(resource);
        if (folder == null || url == null) {
            return Optional.empty();
        }
        try {
            return url.openConnection() instanceof JarURLConnection jar ? unpacked(folder, jar) : Optional.empty();
        } catch (IOException | SecurityException | UnsupportedOperationException e) {
            LOG.debug("The model is read from its jar, because it cannot be kept in {}", folder, e);
            return Optional.empty();
        }
    }

    private static Optional<Path> unpacked(Path folder, JarURLConnection connection) throws IOException {
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            JarEntry entry = connection.getJarEntry();
            requireOfAccountAlone(folder);
            Path file = folder.resolve("%08x-%s".formatted(entry.getCrc(), entry.getName()));
            if (!holds(file, entry)) {
                unpack(jar, entry, file);
            }
            return Optional.of(file);
        }
    }

    private static void requireOfAccountAlone(Path folder) throws IOException {
        if (!Files.getFileStore(existing(folder)).supportsFileAttributeView("posix")) {
            Files.createDirectories(folder);
            return;
        }
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        if (!Files.isWritable(folder)
                || !Collections.disjoint(Files.getPosixFilePermissions(folder), WRITE_FOR_OTHERS)) {
            throw new AccessDeniedException(folder.toString(), null, "Others may write here, or this account may not");
        }
    }

    private static Path existing(Path folder) throws IOException {
        Path known = folder.toAbsolutePath();
        while (!Files.exists(known)) {
            Path parent = known.getParent();
            if (parent == null) {
                throw new IOException("No folder of " + folder + " exists");
            }
            known = parent;
        }
        return known;
    }

    private static boolean holds(Path file, JarEntry entry) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) != entry.getSize()) {
            return false;
        }
        FileTime written = Files.getLastModifiedTime(file);
        if (!written.equals(CHECKED.get(file))) {
            if (checksum(file) != entry.getCrc()) {
                return false;
            }
            CHECKED.put(file, written);
        }
        return true;
    }

    private static long checksum(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return checksum(content, OutputStream.nullOutputStream());
        }
    }

    private static void unpack(JarFile jar, JarEntry entry, Path file) throws IOException {
        Path part = Files.createTempFile(file.getParent(), entry.getName(), PART);
        removeAbandoned(part);
        try {
            if (copy(jar, entry, part) != entry.getCrc()) {
                throw new IOException("The content of " + entry.getName() + " in its jar is damaged");
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static long copy(JarFile jar, JarEntry entry, Path part) throws IOException {
        try (InputStream packed = jar.getInputStream(entry);
                OutputStream output = Files.newOutputStream(part)) {
            return checksum(packed, output);
        }
    }

    /** Removes what processes left behind that ended while they unpacked: files that are much older than {@code part}. */
    private static void removeAbandoned(Path part) throws IOException {
        long oldest = Files.getLastModifiedTime(part).toMillis() - ABANDONED_MILLIS;
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(part.getParent(), "*" + PART)) {
            for (Path other : parts) {
                if (isOlder(other, oldest)) {
                    Files.deleteIfExists(other);
                }
            }
        }
    }

    /** Returns false for a file that its process has just renamed. */
    private static boolean isOlder(Path part, long oldest) throws IOException {
        try {
            return Files.getLastModifiedTime(part).toMillis() < oldest;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static long checksum(InputStream from, OutputStream to) throws IOException {
        CheckedInputStream checked = new CheckedInputStream(from, new CRC32());
        byte[] buffer = new byte[BUFFER];
        for (int read = checked.read(buffer); read >= 0; read = checked.read(buffer)) {
            to.write(buffer, 0, read);
        }
        return checked.getChecksum().getValue();
    }
}
