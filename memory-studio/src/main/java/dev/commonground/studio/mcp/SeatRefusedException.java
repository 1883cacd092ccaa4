package dev.commonground.studio.mcp;

/** A client has no seat. */
public final class SeatRefusedException extends RuntimeException {

    static final int INCOMPLETE = 400;
    static final int UNKNOWN = 401;
    static final int FORBIDDEN = 403;

    private static final long serialVersionUID = 1L;

    private final int status;

    SeatRefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Returns the status of an answer over HTTP. */
    int status() {
        return status;
    }
}
