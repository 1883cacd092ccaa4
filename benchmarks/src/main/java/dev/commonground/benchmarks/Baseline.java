package dev.commonground.benchmarks;

/** The simple systems that recall is compared with. */
enum Baseline {
    BM25("BM25"),
    COSINE("model alone"),
    SUM("min-max sum"),
    RANKS("reciprocal ranks");

    private final String title;

    Baseline(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
