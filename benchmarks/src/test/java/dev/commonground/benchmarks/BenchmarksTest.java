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

        int code = Benchmarks.run("remember", "--writes", "5", "--writers", "2", "--json", json.toString());

        assertThat(code).isZero();
        assertThat(json).content().contains("\"benchmark\" : \"remember\"", "\"goal\"", "\"limit\"");
    }

    @Test
    void measuresGraphs() {
        assertThat(Benchmarks.run("graph", "--runs", "2", "--naive", "10")).isZero();
    }

    @Test
    void measuresRecall() {
        assertThat(Benchmarks.run(
                        "recall",
                        "--sizes",
                        "100",
                        "--crowd",
                        "2",
                        "--sentences",
                        "20",
                        "--seconds",
                        "0.1",
                        "--forks",
                        "0"))
                .isZero();
    }

    @Test
    void measuresRecallBesideAPeer() {
        assertThat(Benchmarks.run("peer", "--sizes", "100", "--sentences", "20", "--seconds", "0.1", "--forks", "0"))
                .isZero();
    }
}
