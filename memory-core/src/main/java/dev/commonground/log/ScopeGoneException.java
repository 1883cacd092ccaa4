package dev.commonground.log;

/** A scope was deleted since it was opened; whoever opens it again begins a new one. */
public final class ScopeGoneException extends MemoryStoreException {

    private static final long serialVersionUID = 1L;

    private final String scope;

    /** Creates an exception about the scope of this id. */
    public ScopeGoneException(String scope) {
        super("The memory has no scope %s: it was deleted meanwhile, or made by another memory; begin anew"
                .formatted(scope));
        this.scope = scope;
    }

    /** Returns the scope's id. */
    public String scope() {
        return scope;
    }
}
