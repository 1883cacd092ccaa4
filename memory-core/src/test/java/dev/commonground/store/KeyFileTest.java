package dev.commonground.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {

    @TempDir
    Path folder;

    Path file;
    KeyFile keys;

    @BeforeEach
    void create() {
        file = folder.resolve("new").resolve("memory.keys");
        keys = new KeyFile(file);
    }

    KeyFile again() {
        return new KeyFile(file);
    }

    @Test
    void isCreatedWithTheFirstKeyForItsAccountOnly() throws IOException {
        assertThat(keys.find("t1")).isEmpty();
        assertThat(file).doesNotExist();

        assertThat(keys.putIfAbsent("t1", new byte[] {1})).containsExactly(1);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(again().find("t1")).hasValue(new byte[] {1});
        assertThat(again().find("t2")).isEmpty();
    }

    @Test
    void keepsTheFirstKeyOfAName() {
        keys.putIfAbsent("t1", new byte[] {1});

        assertThat(again().putIfAbsent("t1", new byte[] {2})).containsExactly(1);
    }

    @Test
    void keepsNothingOfADestroyedKeyButTheTime() throws IOException {
        byte[] wrapped = "a wrapped key of some length".getBytes(UTF_8);
        keys.putIfAbsent("t1", wrapped);
        keys.putIfAbsent("t2", new byte[] {2});
        String line = Files.readAllLines(file).get(1).substring(3);

        keys.destroy("t1");

        assertThat(again().find("t1")).isEmpty();
        assertThat(again().destroyed("t1")).isPresent();
        assertThat(again().find("t2")).isPresent();
        assertThat(again().destroyed("t2")).isEmpty();
        assertThat(Files.readString(file)).doesNotContain(line);
    }

    @Test
    void rememberNothingAboutKeysThatWereNotThere() {
        keys.destroy("t1");

        assertThat(keys.destroyed("t1")).isEmpty();
    }

    @Test
    void replacesAllOrNothing() {
        keys.putIfAbsent("t1", new byte[] {1});
        keys.putIfAbsent("t2", new byte[] {2});
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> keys.replaceAll((name, key) -> {
                    if (name.equals("t2")) {
                        throw new IllegalStateException();
                    }
                    return new byte[] {3};
                }));
        assertThat(again().find("t1")).hasValue(new byte[] {1});

        assertThat(keys.replaceAll((name, key) -> new byte[] {key[0], 9})).isEqualTo(2);

        assertThat(again().find("t1")).hasValue(new byte[] {1, 9});
        assertThat(again().find("t2")).hasValue(new byte[] {2, 9});
    }

    @Test
    void goesOnAfterALineThatACrashCutOff() throws IOException {
        keys.putIfAbsent("t1", new byte[] {1});
        Files.writeString(file, "t2 AbC", StandardOpenOption.APPEND);

        assertThat(again().find("t2")).isEmpty();
        again().putIfAbsent("t3", new byte[] {3});

        assertThat(again().find("t1")).isPresent();
        assertThat(again().find("t2")).isEmpty();
        assertThat(keys.find("t3")).hasValue(new byte[] {3});
    }

    @ParameterizedTest
    @ValueSource(strings = {"name,price\nlamp,40\n", "a line without an end"})
    void refusesAnotherFileAndLeavesItAsItIs(String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);

        assertThatExceptionOfType(MemoryStoreException.class)
                .isThrownBy(() -> keys.putIfAbsent("t1", new byte[] {1}))
                .withMessageContainingAll(file.toString(), "no key file");

        assertThat(Files.readString(file)).isEqualTo(content);
    }

    /** An administrator may create the file to set its permissions. */
    @Test
    void fillsAnEmptyFile() throws IOException {
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        assertThat(keys.find("t1")).isEmpty();

        keys.putIfAbsent("t1", new byte[] {1});
        keys.putIfAbsent("t2", new byte[] {2});

        assertThat(again().find("t1")).hasValue(new byte[] {1});
        assertThat(again().find("t2")).hasValue(new byte[] {2});
    }

    @Test
    void overlooksLinesWithoutAName() throws IOException {
        keys.putIfAbsent("t1", new byte[] {1});
        Files.writeString(file, "\nnothing\n AQ==\n", StandardOpenOption.APPEND);

        assertThat(again().find("t1")).hasValue(new byte[] {1});
        assertThat(again().find("")).isEmpty();
        assertThat(again().replaceAll((name, key) -> key)).isEqualTo(1);
    }

    @Test
    void severalWritersLoseNoKey() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<byte[]>> results = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            byte writer = (byte) i;
            String name = "t" + i / 4;
            Callable<byte[]> put = () -> again().putIfAbsent(name, new byte[] {writer});
            results.add(threads.submit(put));
        }
        Set<Byte> kept = new HashSet<>();
        for (int i = 0; i < 80; i++) {
            byte[] result = results.get(i).get();
            assertThat(keys.find("t" + i / 4)).hasValue(result);
            kept.add(result[0]);
        }
        threads.shutdown();

        assertThat(kept).hasSize(20);
    }

    @Test
    void masterKeysOfAnotherFormAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Encryption.with(new byte[16], file))
                .withMessageContaining("16 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Encryption.with(new SecretKeySpec(new byte[24], "AES"), keys))
                .withMessageContaining("24 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Encryption.with(new SecretKeySpec(new byte[32], "HmacSHA256"), keys))
                .withMessageContaining("HmacSHA256");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Encryption.with(new byte[32], file).accepting(new byte[8]))
                .withMessageContaining("8 bytes");
    }
}
