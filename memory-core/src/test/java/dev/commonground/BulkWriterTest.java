package dev.commonground;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that writes far more than fits into its heap, and reads nothing, lives on. */
@Tag("proofs")
class BulkWriterTest {

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} scopes of {1} memories of {2} characters")
    @CsvSource({"500, 50, 60", "2500, 10, 60", "200, 40, 5000"})
    void needsNoMoreHeapThanItsBudget(String scopes, String each, String characters) throws Exception {
        String written = BulkWriter.run(48, folder.resolve("memory.db").toString(), scopes, each, characters);

        assertThat(written).isEqualTo(String.valueOf(Integer.parseInt(scopes) * Integer.parseInt(each)));
    }
}
