package dev.commonground.studio;

/** A sweep was stopped before it removed anything. */
final class UnsweptException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int entries;

    UnsweptException(int entries) {
        super("The sweep would remove %d entries, and nothing was removed".formatted(entries));
        this.entries = entries;
    }

    /** Returns how many entries it would have removed. */
    int entries() {
        return entries;
    }
}
