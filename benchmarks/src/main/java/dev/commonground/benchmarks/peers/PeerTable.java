package dev.commonground.benchmarks.peers;

import java.util.Locale;

/** Formats the figures of the compared systems as one Markdown table. */
final class PeerTable {

    private final StringBuilder text = new StringBuilder("""
            | memories | questions | system | p50 | processor | Common Ground / it | processor | limit | recall@10 | cannot |
            | ---: | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |
            """);

    /** Adds a row; the limit is the time to read the codes once, compared with the system's median. */
    void add(String where, Peer peer, PeerRounds.Measured theirs, PeerRounds.Measured ours, double codes) {
        double passed = theirs.times().passed().millis(0.5);
        double processor = theirs.times().processor().millis(0.5);
        String ratios = peer.cannot().isEmpty()
                ? "| | "
                : ratio(ours.times().passed().millis(0.5) / passed)
                        + ratio(ours.times().processor().millis(0.5) / processor);
        text.append("| %s | %s | %s ms | %s ms | ".formatted(where, peer.title(), digits(passed), digits(processor)))
                .append(ratios)
                .append(String.format(Locale.ROOT, "%s | %.3f | ", digits(codes / passed), theirs.recall()))
                .append(peer.cannot())
                .append(" |\n");
    }

    private static String ratio(double ratio) {
        return digits(ratio) + (ratio > 1 ? " **missed** | " : " | ");
    }

    private static String digits(double value) {
        String format = value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : value >= 0.1 ? "%.2f" : "%.4f";
        return String.format(Locale.ROOT, format, value);
    }

    String text() {
        return text.toString();
    }
}
