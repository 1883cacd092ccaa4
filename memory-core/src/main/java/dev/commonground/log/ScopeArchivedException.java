package dev.commonground.log;

/** A task is archived: its memory can be read, but not written. */
public final class ScopeArchivedException extends MemoryStoreException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception about the scope of this id. */
    public ScopeArchivedException(String scope) {
        super("The task of scope %s is archived, so nothing of this write was stored: reopen the task to write to it"
                .formatted(scope));
    }
}
