package dev.commonground.store;

/** Thrown when a column of a row holds no JSON of its type. */
final class DamagedJsonException extends MemoryStoreException {

    private static final long serialVersionUID = 1L;

    DamagedJsonException(Throwable cause) {
        super("The memory contains a row with damaged JSON: restore a backup, or delete the row", cause);
    }
}
