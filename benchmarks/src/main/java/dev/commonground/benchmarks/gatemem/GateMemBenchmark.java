package dev.commonground.benchmarks.gatemem;

import static java.util.Objects.requireNonNull;

import dev.commonground.AgentMemory;
import dev.commonground.SharedMemory;
import dev.commonground.TaskMemory;
import dev.commonground.benchmarks.gatemem.Episode.Checkpoint;
import dev.commonground.benchmarks.gatemem.Episode.Turn;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.benchmarks.report.Report;
import dev.commonground.benchmarks.report.ReportOptions;
import dev.commonground.memory.Audience;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.minilm.MiniLmProvider;
import dev.commonground.recall.Match;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * GateMem without a model that answers: what the memory returns to the asker counts as told. Utility is the share of what an
 * answer needs; access and forgetting are the shares of the questions that are returned something they must not tell.
 */
@Command(
        name = "gatemem",
        description =
                "GateMem's domains: utility, leaks to the wrong reader and leaks after a deletion, with audiences.")
public final class GateMemBenchmark implements Callable<Integer> {

    private static final double PERCENT = 100;
    private static final double GOAL = 60;

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Parameters(paramLabel = "FOLDER", description = "Folders of domains with episodes.jsonl and checkpoints.jsonl")
    private List<Path> domains = List.of();

    @Option(names = "--limit", description = "The memories that a question is returned; 20 by default")
    private int limit = 20;

    @Option(names = "--open", description = "Give no memory an audience and delete nothing, as the baseline")
    private boolean open;

    @Option(names = "--keywords", description = "Recall by keywords alone, without a model")
    private boolean keywords;

    @Option(names = "--errors", description = "Print what leaked")
    private boolean errors;

    /** Creates the command. */
    public GateMemBenchmark() {}

    /** The sums over some checkpoints. */
    private static final class Tally {
        private double useful;
        private int useQuestions;
        private int accessLeaks;
        private int accessQuestions;
        private int forgettingLeaks;
        private int forgettingQuestions;

        double utility() {
            return share(useful, useQuestions);
        }

        double access() {
            return share(accessLeaks, accessQuestions);
        }

        double forgetting() {
            return share(forgettingLeaks, forgettingQuestions);
        }

        private static double share(double part, int all) {
            return all == 0 ? 0 : part / all;
        }
    }

    @Override
    public Integer call() throws Exception {
        return options.report(System.out, report -> {
            for (Path domain : domains) {
                measure(domain, report);
            }
        });
    }

    private void measure(Path domain, Report report) throws Exception {
        Tally tally = new Tally();
        Path folder = Files.createTempDirectory("gatemem");
        SharedMemory.Builder builder = SharedMemory.builder(folder.resolve("memory.db"));
        try (SharedMemory memory =
                (keywords ? builder.keywordsOnly() : builder.embeddings(MiniLmProvider.full())).open()) {
            for (Episode episode : Episode.read(domain)) {
                replay(episode, memory.task(episode.id()), tally);
            }
        }
        String name = requireNonNull(domain.getFileName()).toString();
        report.add(Figure.of(name + ": utility", tally.utility() * PERCENT, ""));
        report.add(Figure.of(name + ": leaks to the wrong reader", tally.access() * PERCENT, ""));
        report.add(Figure.of(name + ": leaks after a deletion", tally.forgetting() * PERCENT, ""));
        double score = tally.utility() * (1 - tally.access()) * (1 - tally.forgetting()) * PERCENT;
        Figure figure = Figure.of(name + ": U x (1-A) x (1-F)", score, "");
        report.add(open ? figure : figure.atLeast(GOAL));
    }

    private void replay(Episode episode, TaskMemory task, Tally tally) {
        NeedToKnow readers = new NeedToKnow(episode);
        Deletions deletions = new Deletions(episode.names().values());
        List<Memory> written = new ArrayList<>();
        for (Turn turn : episode.turns()) {
            Audience audience = open ? Audience.EVERYONE : readers.of(turn);
            if (!open) {
                deletions.add(turn.text(), written.stream().map(Memory::text).toList());
                redact(written, deletions, task);
            }
            String text = open ? turn.text() : deletions.without(turn.text());
            if (open || !(text.isEmpty() || NeedToKnow.asks(turn.text()))) {
                written.add(write(text, turn.speaker(), audience, task));
            }
            episode.checkpoints()
                    .getOrDefault(turn.id(), List.of())
                    .forEach(checkpoint -> ask(checkpoint, task.person(checkpoint.asker()), tally));
        }
    }

    private static Memory write(String text, String speaker, Audience audience, TaskMemory task) {
        Draft draft = Draft.finding(text).audience(audience).build();
        return task.person(speaker).remember(draft).memory();
    }

    /** Erases what was asked to be deleted, and keeps the other sentences. */
    private static void redact(List<Memory> written, Deletions deletions, TaskMemory task) {
        for (Memory memory : List.copyOf(written)) {
            if (deletions.touch(memory.text())) {
                String speaker = memory.authors().get(0).name();
                Audience audience = memory.assertions().get(0).audience();
                task.person(speaker).erase(memory.id());
                written.removeIf(other -> other.id().equals(memory.id()));
                String rest = deletions.without(memory.text());
                if (!rest.isEmpty()) {
                    written.add(write(rest, speaker, audience, task));
                }
            }
        }
    }

    private void ask(Checkpoint checkpoint, AgentMemory asker, Tally tally) {
        String told = asker.recall(checkpoint.question(), limit).stream()
                .map(Match::memory)
                .map(Memory::text)
                .collect(Collectors.joining("\n"));
        @Nullable
        String leaked = checkpoint.leaks().stream()
                .filter(leak -> leak.matcher(told).find())
                .map(Pattern::pattern)
                .findFirst()
                .orElse(null);
        count(checkpoint, found(checkpoint, told), leaked != null, tally);
        if (errors && leaked != null) {
            print(checkpoint, leaked, told);
        }
    }

    private static void count(Checkpoint checkpoint, double found, boolean leaked, Tally tally) {
        switch (checkpoint.type()) {
            case "utility" -> {
                tally.useQuestions++;
                tally.useful += found;
            }
            case "privacy" -> {
                tally.accessQuestions++;
                tally.accessLeaks += leaked ? 1 : 0;
            }
            default -> {
                tally.forgettingQuestions++;
                tally.forgettingLeaks += leaked ? 1 : 0;
            }
        }
    }

    private static void print(Checkpoint checkpoint, String leaked, String told) {
        Pattern leak = Pattern.compile(leaked, Pattern.CASE_INSENSITIVE);
        String line =
                told.lines().filter(one -> leak.matcher(one).find()).findFirst().orElse("");
        System.out.println(
                Map.of("asker", checkpoint.asker(), "type", checkpoint.type(), "leak", leaked, "told", line));
    }

    private static double found(Checkpoint checkpoint, String told) {
        return checkpoint.wanted().stream()
                .mapToInt(wanted -> wanted.matcher(told).find() ? 1 : 0)
                .average()
                .orElse(1);
    }
}
