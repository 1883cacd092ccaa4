package dev.commonground.store;

/** Thrown when a commit writes to an archived task. Nothing of the commit is stored. */
public final class ScopeArchivedException extends MemoryStoreException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception about the scope with this id. */
    public ScopeArchivedException(String scope) {
        super("The task of scope %s is archived, so nothing of this write was stored: reopen the task to write to it"
                .formatted(scope));
    }
}
