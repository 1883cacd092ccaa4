package dev.commonground.benchmarks.writers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.commonground.SharedMemory;
import dev.commonground.benchmarks.measure.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that writes to a store together with other processes. It starts when it reads a line. */
public final class WriterProcess {

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

    /** Starts processes that write {@code writes} memories each, and returns their total writes per second. */
    public static double perSecond(Path file, int processes, int writes) throws IOException {
        List<Process> running = new ArrayList<>();
        try {
            List<BufferedReader> answers = new ArrayList<>();
            for (int p = 0; p < processes; p++) {
                Process process = start(file, "process-" + p, writes);
                running.add(process);
                answers.add(readyOutput(process));
            }
            return processes * writes / seconds(running, answers);
        } finally {
            running.forEach(Process::destroy);
        }
    }

    /** Waits until a process is ready; processes start one after the other, because their compilers compete. */
    private static BufferedReader readyOutput(Process process) throws IOException {
        BufferedReader output = process.inputReader(UTF_8);
        expect("ready", output);
        return output;
    }

    private static double seconds(List<Process> running, List<BufferedReader> answers) throws IOException {
        long start = System.nanoTime();
        for (Process process : running) {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
        }
        for (BufferedReader answer : answers) {
            expect("done", answer);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static Process start(Path file, String name, int writes) throws IOException {
        return ChildJvm.running("-Xmx512m", WriterProcess.class, file.toString(), name, "" + writes)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void expect(String word, BufferedReader answer) throws IOException {
        String line = answer.readLine();
        if (!word.equals(line)) {
            throw new IllegalStateException("A writer process printed %s instead of %s".formatted(line, word));
        }
    }
}
