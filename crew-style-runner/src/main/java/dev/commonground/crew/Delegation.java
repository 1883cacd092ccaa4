package dev.commonground.crew;

/** The delegation of a task by a manager, with instructions for its agent. */
record Delegation(String task, String instructions) {

    static Delegation read(String written) {
        int end = written.indexOf('\n');
        return new Delegation(written.substring(0, end), written.substring(end + 1));
    }

    String write() {
        return task + "\n" + instructions;
    }
}
