package dev.commonground.minilm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCacheTest {

    /** A file of the model's jar that is small. */
    static final String RESOURCE = Weights.FULL.tokenizerResource();

    @TempDir
    Path parent;

    private Path folder() {
        return parent.resolve("caches").resolve("commonground");
    }

    private Path unpacked() {
        return new ModelCache(folder()).unpacked(RESOURCE).orElseThrow();
    }

    private static byte[] packed() throws IOException {
        try (InputStream packed = ModelCacheTest.class.getResourceAsStream(RESOURCE)) {
            return Objects.requireNonNull(packed).readAllBytes();
        }
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void unpacksOnceInAFolderOfTheAccountAlone() throws IOException {
        Path file = unpacked();
        Object identity = Files.readAttributes(file, "fileKey").get("fileKey");

        assertThat(file).hasBinaryContent(packed()).isEqualTo(unpacked());
        assertThat(Files.readAttributes(file, "fileKey").get("fileKey")).isEqualTo(identity);
        assertThat(files()).containsExactly(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
                .isEqualTo("rwx------");
    }

    @Test
    void replacesADamagedAndAHalfWrittenFile() throws IOException {
        byte[] damaged = packed();
        damaged[damaged.length / 2] ^= 1;
        Files.write(unpacked(), damaged);

        assertThat(unpacked()).hasBinaryContent(packed());

        Files.write(unpacked(), new byte[1_000], StandardOpenOption.TRUNCATE_EXISTING);

        assertThat(unpacked()).hasBinaryContent(packed());
    }

    @Test
    void doesNotFollowALinkInPlaceOfTheFile() throws IOException {
        Path file = unpacked();
        Path elsewhere = Files.move(file, parent.resolve("elsewhere"));
        Files.createSymbolicLink(file, elsewhere);

        assertThat(unpacked()).isRegularFile().hasBinaryContent(packed());
        assertThat(Files.isSymbolicLink(file)).isFalse();
    }

    @Test
    void usesNoFolderInWhichOthersMayWrite() throws IOException {
        Files.createDirectories(folder());
        Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(new ModelCache(folder()).unpacked(RESOURCE)).isEmpty();
        assertThat(files()).isEmpty();
    }

    @Test
    void unpacksNothingWhereItCannotOrShallNot() throws IOException {
        Files.createDirectories(folder().getParent());
        Files.createFile(folder());

        assertThat(new ModelCache(folder()).unpacked(RESOURCE)).isEmpty();
        assertThat(new ModelCache(folder().resolve("below")).unpacked(RESOURCE)).isEmpty();
        assertThat(new ModelCache(null).unpacked(RESOURCE)).isEmpty();
        assertThat(new ModelCache(parent).unpacked("/no-such.onnx")).isEmpty();
        assertThat(new ModelCache(parent.resolve("new")).unpacked("/dev/commonground/minilm/ModelCache.class"))
                .isEmpty();
    }

    @Test
    void removesWhatKilledProcessesLeftAndNotWhatOthersWriteNow() throws IOException {
        Files.delete(unpacked());
        Path abandoned = Files.createFile(folder().resolve("model1.part"));
        Path current = Files.createFile(folder().resolve("model2.part"));
        Files.setLastModifiedTime(
                abandoned,
                FileTime.fromMillis(Files.getLastModifiedTime(current).toMillis() - 7_200_000));

        Path file = unpacked();

        assertThat(files()).containsExactlyInAnyOrder(file, current);
    }

    @Test
    void isSafeForSeveralAtOnce() throws IOException {
        List<CompletableFuture<Optional<Path>>> found = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> new ModelCache(folder()).unpacked(RESOURCE)))
                .toList();

        assertThat(found).allSatisfy(path -> assertThat(path.join()).isPresent());
        assertThat(files()).singleElement().satisfies(file -> assertThat(file).hasBinaryContent(packed()));
    }

    @Test
    void theModelIsTheSameWithoutACache() {
        float[] cached = MiniLmEmbeddingModelTest.vector(MiniLmEmbeddingModelTest.QUANTIZED, "Keep it to 500 words");
        System.setProperty(ModelCache.PROPERTY, "");
        try (LoadedEncoder fromJar = LoadedEncoder.load(Weights.QUANTIZED)) {
            assertThat(fromJar.encode(List.of("Keep it to 500 words"))[0]
                            .vector()
                            .vector())
                    .isEqualTo(cached);
        } finally {
            System.clearProperty(ModelCache.PROPERTY);
        }
    }
}
