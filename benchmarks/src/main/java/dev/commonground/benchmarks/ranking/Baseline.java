package dev.commonground.benchmarks.ranking;

/** The simple systems that recall is compared with. */
public enum Baseline {
    BM25("BM25"),
    COSINE("model alone"),
    SUM("min-max sum"),
    RANKS("reciprocal ranks");

    private final String title;

    Baseline(String title) {
        this.title = title;
    }

    /** Returns the name of the system in reports. */
    public String title() {
        return title;
    }
}
