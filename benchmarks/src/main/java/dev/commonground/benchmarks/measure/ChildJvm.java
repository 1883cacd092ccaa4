package dev.commonground.benchmarks.measure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prepares processes that run another main class on this JVM's class path. */
public final class ChildJvm {

    private ChildJvm() {}

    /**
     * Returns a process that is not started yet.
     *
     * @param option an option of the JVM, such as {@code "-Xmx512m"}
     * @param main the class whose {@code main} method runs
     * @param arguments the arguments of the main method
     */
    public static ProcessBuilder running(String option, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", Jmh.classPath(), option, main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }
}
