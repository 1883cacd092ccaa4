package dev.commonground.crew;

import java.util.Comparator;

/**
 * A task at one of the times that it is done.
 *
 * @param round 1 for the first time; only a manager has a task done again
 */
record Job(String task, int round) implements Comparable<Job> {

    private static final Comparator<Job> ORDER = Comparator.comparing(Job::task).thenComparingInt(Job::round);

    /** Reads a key; no task's name holds the mark before the round. */
    static Job read(String key) {
        int mark = key.indexOf('#');
        return mark < 0 ? new Job(key, 1) : new Job(key.substring(0, mark), Integer.parseInt(key.substring(mark + 1)));
    }

    /** Returns the key of what stands in the state about it. */
    String key() {
        return round == 1 ? task : task + "#" + round;
    }

    @Override
    public int compareTo(Job other) {
        return ORDER.compare(this, other);
    }
}
