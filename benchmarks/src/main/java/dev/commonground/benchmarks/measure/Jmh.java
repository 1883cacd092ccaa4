package dev.commonground.benchmarks.measure;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Runs JMH benchmarks in separate JVMs. */
public final class Jmh {

    private Jmh() {}

    /**
     * The duration of a measurement.
     *
     * @param forks the number of JVMs, one after the other; 0 measures in this JVM
     * @param seconds the seconds to warm up, and the seconds to measure
     */
    public record Effort(int forks, double seconds) {}

    /**
     * The times of the benchmarks of a class.
     *
     * @param byMethod the times in milliseconds by the benchmark's method
     */
    public record Times(Map<String, Statistics> byMethod) {

        /** Returns a percentile of a method's times in milliseconds. */
        public double millis(String method, double percent) {
            return requireNonNull(byMethod.get(method), method).getPercentile(percent);
        }
    }

    /** Runs the benchmarks of a class. */
    public static Times run(Class<?> benchmark, Effort effort, Map<String, String> parameters) throws RunnerException {
        System.setProperty("java.class.path", classPath());
        ChainedOptionsBuilder options = options(benchmark, effort);
        parameters.forEach(options::param);
        Collection<RunResult> results = new Runner(options.build()).run();
        Map<String, Statistics> times = new TreeMap<>();
        results.forEach(result -> times.put(
                result.getPrimaryResult().getLabel(), result.getPrimaryResult().getStatistics()));
        return new Times(times);
    }

    private static ChainedOptionsBuilder options(Class<?> benchmark, Effort effort) {
        TimeValue third = TimeValue.milliseconds((long) (effort.seconds() * 1_000 / 3));
        return new OptionsBuilder()
                .include("\\." + benchmark.getSimpleName() + "\\.")
                .forks(effort.forks())
                .warmupIterations(3)
                .warmupTime(third)
                .measurementIterations(3)
                .measurementTime(third)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
    }

    /** Returns the class path of this JVM, even if a build tool loaded the classes. */
    public static String classPath() {
        Set<String> paths = new LinkedHashSet<>();
        if (Jmh.class.getClassLoader() instanceof URLClassLoader loader) {
            for (URL url : loader.getURLs()) {
                paths.add(path(url));
            }
        } else {
            paths.add(System.getProperty("java.class.path"));
        }
        return String.join(File.pathSeparator, paths);
    }

    private static String path(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("A class path entry is not a file path: " + url, e);
        }
    }
}
