package dev.commonground.benchmarks.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.commonground.benchmarks.corpus.Corpus;
import dev.commonground.benchmarks.measure.Jmh;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process with another version of Lucene than the one of this project. It answers one question per line. */
final class LuceneProcess {

    private LuceneProcess() {}

    /** Answers; the arguments are the corpus, an empty folder, the number of memories and that of candidates. */
    public static void main(String[] args) throws IOException {
        Corpus corpus = Corpus.read(Path.of(args[0]));
        Iterable<Corpus.CorpusMemory> memories = corpus.memories(0, Integer.parseInt(args[2]));
        try (LucenePeer peer = new LucenePeer(Path.of(args[1]), memories, Integer.parseInt(args[3]));
                BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            System.out.println(peer.title());
            for (String line = questions.readLine(); line != null; line = questions.readLine()) {
                System.out.println(answer(peer, corpus, line.split(" ")));
            }
        }
    }

    private static String answer(LucenePeer peer, Corpus corpus, String[] line) throws IOException {
        List<Inquiry> all = Inquiry.all(corpus, Inquiry.QuestionForm.valueOf(line[1]));
        Inquiry question = all.get(Integer.parseInt(line[2]));
        return ProcessPeer.line(
                line[0].equals("ask") ? peer.ask(question) : new Peer.PeerAnswer(peer.exhaustive(question), 0, 0));
    }

    /**
     * Starts a process.
     *
     * @param java the JVM's home
     * @param jars the folder of the jars of Lucene
     */
    static ProcessPeer start(Path java, Path jars, PeerSetting setting, int candidates) throws IOException {
        List<String> command = new ArrayList<>(List.of(java.resolve("bin/java").toString(), "-Xmx2g"));
        command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-cp", classPath(jars)));
        command.addAll(List.of(LuceneProcess.class.getName(), setting.vectors().toString()));
        command.addAll(List.of(setting.folder("other").toString(), "" + setting.size(), "" + candidates));
        return new ProcessPeer(
                new ProcessBuilder(command), "snapshots, as-of; the index is durable at a commit only", true);
    }

    /** Puts the given jars first, so that they replace this project's Lucene. */
    private static String classPath(Path jars) throws IOException {
        try (Stream<Path> files = Files.list(jars)) {
            String first = files.map(Path::toString)
                    .filter(name -> name.endsWith(".jar"))
                    .sorted()
                    .collect(Collectors.joining(File.pathSeparator));
            return first + File.pathSeparator + Jmh.classPath();
        }
    }
}
