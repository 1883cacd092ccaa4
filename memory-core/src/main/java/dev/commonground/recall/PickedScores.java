package dev.commonground.recall;

/** Picks the keyword scores of some statements out of the windows of a scope; the best passage of each counts. */
final class PickedScores implements Keywords.WindowReader {

    private final long[] passages;
    private final double[] scores;
    private int next;

    PickedScores(Passages passages, int[] statements) {
        this.passages = passages.of(statements);
        this.scores = new double[statements.length];
    }

    @Override
    public void read(int first, double[] window) {
        while (next < passages.length && passage(next) < first) {
            next++;
        }
        for (; next < passages.length && passage(next) - first < window.length; next++) {
            int place = (int) passages[next];
            scores[place] = Math.max(scores[place], window[passage(next) - first]);
        }
    }

    private int passage(int at) {
        return (int) (passages[at] >>> Integer.SIZE);
    }

    /** Returns the scores in the order of the statements; 0 for one that shares no term with the question. */
    double[] scores() {
        return scores;
    }
}
