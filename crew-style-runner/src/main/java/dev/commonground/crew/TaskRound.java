package dev.commonground.crew;

import java.util.Comparator;

/**
 * One execution of a task.
 *
 * @param round 1 for the first execution; only a manager repeats a task
 */
record TaskRound(String task, int round) implements Comparable<TaskRound> {

    private static final Comparator<TaskRound> ORDER =
            Comparator.comparing(TaskRound::task).thenComparingInt(TaskRound::round);

    /** Returns the round with the given key. No task name contains the mark. */
    static TaskRound read(String key) {
        int mark = key.indexOf('#');
        return mark < 0
                ? new TaskRound(key, 1)
                : new TaskRound(key.substring(0, mark), Integer.parseInt(key.substring(mark + 1)));
    }

    /** Returns the key of this round in the state. */
    String key() {
        return round == 1 ? task : task + "#" + round;
    }

    @Override
    public int compareTo(TaskRound other) {
        return ORDER.compare(this, other);
    }
}
