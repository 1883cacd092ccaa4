package dev.commonground.crew;

/** A manager's decision to have a task done now, with what its agent should mind. */
record Delegation(String task, String instructions) {

    static Delegation read(String written) {
        int end = written.indexOf('\n');
        return new Delegation(written.substring(0, end), written.substring(end + 1));
    }

    String write() {
        return task + "\n" + instructions;
    }
}
