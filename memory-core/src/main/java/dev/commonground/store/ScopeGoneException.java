package dev.commonground.store;

/** Thrown when a scope does not exist, usually because it was deleted after the caller opened it. */
public final class ScopeGoneException extends MemoryStoreException {

    private static final long serialVersionUID = 1L;

    private final String scope;

    /** Creates an exception about the scope with this id. */
    public ScopeGoneException(String scope) {
        super("The memory has no scope %s: it was deleted, or belongs to another memory; open the scope again"
                .formatted(scope));
        this.scope = scope;
    }

    /** Returns the scope's id. */
    public String scope() {
        return scope;
    }
}
