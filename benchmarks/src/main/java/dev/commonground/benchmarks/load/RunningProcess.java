package dev.commonground.benchmarks.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.commonground.benchmarks.measure.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A started {@link LoadProcess}, as the command sees it. */
final class RunningProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    RunningProcess(LoadPlan plan, int number) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("" + number));
        arguments.addAll(plan.arguments());
        this.process = ChildJvm.running("-Xmx1g", LoadProcess.class, arguments.toArray(String[]::new))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        this.output = process.inputReader(UTF_8);
        if (!next().equals("ready")) {
            throw new IOException("A process of the load did not start");
        }
    }

    /** Begins a phase. */
    void begin(String phase) throws IOException {
        process.getOutputStream().write((phase + "\n").getBytes(UTF_8));
        process.getOutputStream().flush();
    }

    /** Waits for the end of the phase and returns its line. */
    String next() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("A process of the load ended without its figures: its error output is above");
        }
        return line;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
