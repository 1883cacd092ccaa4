package dev.commonground.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.commonground.SharedMemory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that writes to a store which other processes write to as well. It waits for a line before it begins. */
final class WriterProcess {

    private WriterProcess() {}

    /** Writes; the arguments are the store's file, the writer's name and the number of writes. */
    public static void main(String[] args) throws Exception {
        int writes = Integer.parseInt(args[2]);
        Writers.warmUp(Path.of(args[0]), writes);
        try (SharedMemory memory = Writers.Recall.BY_VECTORS.open(Path.of(args[0]));
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            System.out.println("ready");
            in.readLine();
            Writers.write(memory, args[1], writes);
            System.out.println("done");
        }
    }

    /** Lets processes write {@code writes} memories each and returns how many all of them wrote in a second. */
    static double perSecond(Path file, int processes, int writes) throws IOException {
        List<Process> running = new ArrayList<>();
        List<BufferedReader> answers = new ArrayList<>();
        try {
            for (int p = 0; p < processes; p++) {
                Process process = start(file, "process-" + p, writes);
                running.add(process);
                BufferedReader answer = process.inputReader(UTF_8);
                answers.add(answer);
                expect("ready", List.of(answer)); // one after the other, or compilers are in each other's way
            }
            long begun = System.nanoTime();
            for (Process process : running) {
                process.getOutputStream().write('\n');
                process.getOutputStream().flush();
            }
            expect("done", answers);
            return (double) processes * writes / (System.nanoTime() - begun) * 1e9;
        } finally {
            running.forEach(Process::destroy);
        }
    }

    private static Process start(Path file, String name, int writes) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Jmh.classPath(),
                        "-Xmx512m",
                        WriterProcess.class.getName(),
                        file.toString(),
                        name,
                        "" + writes)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void expect(String word, List<BufferedReader> answers) throws IOException {
        for (BufferedReader answer : answers) {
            String line = answer.readLine();
            if (!word.equals(line)) {
                throw new IllegalStateException("A writing process said %s instead of %s".formatted(line, word));
            }
        }
    }
}
