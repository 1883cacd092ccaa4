package dev.commonground.benchmarks.peers;

import dev.commonground.benchmarks.corpus.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The memories that all compared systems hold.
 *
 * @param corpus the questions and vectors
 * @param folder an empty folder on the measured disk
 * @param size the number of memories
 */
record PeerSetting(Corpus corpus, Path folder, int size) {

    Iterable<Corpus.CorpusMemory> memories() {
        return corpus.memories(0, size);
    }

    /** Returns a new folder. */
    Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name)).toAbsolutePath();
    }

    /** Returns the file of the corpus, for other JVMs. */
    Path vectors() throws IOException {
        Path file = folder.resolve("corpus").toAbsolutePath();
        if (!Files.exists(file)) {
            corpus.write(file);
        }
        return file;
    }
}
