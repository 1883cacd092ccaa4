package dev.commonground.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarksTest {

    @TempDir
    Path folder;

    @Test
    void measuresDurableWrites() {
        Path json = folder.resolve("remember.json");

        int code = Benchmarks.run("remember", "--writes", "5", "--json", json.toString());

        assertThat(code).isZero();
        assertThat(json).content().contains("\"benchmark\" : \"remember\"", "\"goal\"", "\"limit\"");
    }

    @Test
    void printsWithoutAFileToo() {
        assertThat(Benchmarks.run("remember", "--writes", "5")).isZero();
    }
}
