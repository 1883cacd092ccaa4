package dev.commonground.benchmarks.peers;

import dev.commonground.benchmarks.corpus.Corpus;
import dev.commonground.benchmarks.measure.Durations;
import dev.commonground.benchmarks.measure.MemoryProbe;
import dev.commonground.benchmarks.measure.WorkFolder;
import dev.commonground.benchmarks.report.Figure;
import dev.commonground.benchmarks.report.Report;
import dev.commonground.benchmarks.report.ReportOptions;
import dev.commonground.minilm.MiniLmEmbeddingModel;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares recall with other stores and libraries: the same vectors, questions, filters and number of results. */
@Command(
        name = "peer",
        description =
                "Recall compared with Lucene, langchain4j, sqlite-vec, LangGraph JS and mem0, in turn, without embedding.")
public final class PeerBenchmark implements Callable<Integer> {

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Mixin
    private PeerOptions peers = new PeerOptions();

    @Option(
            names = "--sizes",
            split = ",",
            description = "Memories to search in (default: ${DEFAULT-VALUE})",
            defaultValue = "1000,10000,100000")
    private List<Integer> sizes = new ArrayList<>();

    @Option(
            names = "--sentences",
            description = "Real sentences that the vectors are mixed from (default: ${DEFAULT-VALUE})",
            defaultValue = "1000")
    private int sentences;

    @Option(
            names = "--rounds",
            description = "Measured rounds, after four to warm up (default: ${DEFAULT-VALUE})",
            defaultValue = "6")
    private int rounds;

    @Option(
            names = "--seconds",
            description = "Seconds of each system in a round (default: ${DEFAULT-VALUE})",
            defaultValue = "0.5")
    private double seconds;

    @Option(
            names = "--table",
            paramLabel = "FILE",
            description = "Write the figures to FILE as a Markdown table as well")
    private @Nullable Path table;

    private final PeerTable rows = new PeerTable();

    /** Creates the command. */
    public PeerBenchmark() {}

    @Override
    public Integer call() throws Exception {
        return options.report(System.out, report -> measure(report, System.out));
    }

    private void measure(Report report, PrintStream out) throws Exception {
        Corpus corpus = Corpus.embedded(new MiniLmEmbeddingModel(), sentences);
        for (int size : sizes) {
            try (WorkFolder folder = WorkFolder.make()) {
                compare(report, out, new PeerSetting(corpus, folder.path(), size));
            }
        }
        if (table != null) {
            Files.writeString(table, rows.text());
        }
    }

    private void compare(Report report, PrintStream out, PeerSetting setting) throws Exception {
        try (OpenPeers open = new OpenPeers(out, setting)) {
            peers.open(open);
            ExactSearch exact = new ExactSearch(setting.memories());
            double codes = new MemoryProbe(setting.size()).millis();
            PeerRounds warmUp = new PeerRounds(0, seconds);
            for (Inquiry.QuestionForm form : Inquiry.QuestionForm.values()) {
                warmUp.measure(open.answering(form), Inquiry.all(setting.corpus(), form), exact);
            }
            for (Inquiry.QuestionForm form : Inquiry.QuestionForm.values()) {
                String where = "%,d | %s".formatted(setting.size(), form);
                add(
                        report,
                        where,
                        codes,
                        new PeerRounds(rounds, seconds)
                                .measure(open.answering(form), Inquiry.all(setting.corpus(), form), exact));
            }
        }
    }

    private void add(Report report, String where, double codes, Map<Peer, PeerRounds.Measured> measured) {
        PeerRounds.Measured ours = measured.values().iterator().next();
        measured.forEach((peer, theirs) -> {
            rows.add(where, peer, theirs, ours, codes);
            String name = peer.title() + ", " + where.replace(" |", ",");
            report.add(Figure.of(name + ", recall@10", theirs.recall(), "of 1"));
            compare(report, name, theirs.times().passed(), ours.times().passed(), codes);
            String processor = name + ", processor time";
            compare(report, processor, theirs.times().processor(), ours.times().processor(), codes);
        });
    }

    private static void compare(Report report, String name, Durations theirs, Durations ours, double codes) {
        double median = theirs.millis(0.5);
        report.add(Figure.of(name + ", p50", median, "ms").limit("reading the codes once", codes));
        if (theirs != ours) {
            report.add(Figure.of("  Common Ground / " + name, ours.millis(0.5) / median, "x")
                    .atMost(1)
                    .limit("reading the codes once", codes / median));
        }
    }
}
