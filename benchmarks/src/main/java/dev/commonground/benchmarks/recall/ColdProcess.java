package dev.commonground.benchmarks.recall;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.commonground.benchmarks.corpus.Corpus;
import dev.commonground.benchmarks.measure.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/** A fresh process that measures the first recall of a scope, as {@link ColdScope} does in a warm one. */
final class ColdProcess {

    private ColdProcess() {}

    /** Measures; the arguments are the store, the corpus and the number of memories. */
    public static void main(String[] args) throws IOException {
        ColdScope scope = new ColdScope(Corpus.read(Path.of(args[1])), Path.of(args[0]), Integer.parseInt(args[2]));
        System.out.println(scope.open().recall());
    }

    /** Returns the microseconds of the first recall for each memory in a process of its own. */
    static double micros(Path store, Path corpus, int size) throws IOException {
        Process process = ChildJvm.running(
                        "-Xmx4g", ColdProcess.class, store.toString(), corpus.toString(), String.valueOf(size))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader output = process.inputReader(UTF_8)) {
            return Double.parseDouble(requireNonNull(output.readLine(), "the process's figure"));
        }
    }
}
