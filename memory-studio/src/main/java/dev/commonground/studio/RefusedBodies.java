package dev.commonground.studio;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Reads and drops what is left of the body of a refused request. A server that closes a connection before has it reset while the
 * client still writes, and many clients then never see the answer (RFC 9112, section 9.6).
 */
final class RefusedBodies implements Filter {

    /** Of a larger body, the rest is left. */
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean refused = true;
        try {
            chain.doFilter(request, response);
            refused = ((HttpServletResponse) response).getStatus() >= HttpServletResponse.SC_BAD_REQUEST;
        } finally {
            if (refused && !waits((HttpServletRequest) request)) {
                drop(request);
            }
        }
    }

    /** Returns whether the client sends the body only if it is told to. Reading it would tell so. */
    private static boolean waits(HttpServletRequest request) {
        return request.getHeader("Expect") != null;
    }

    private static void drop(ServletRequest request) throws IOException {
        try {
            request.getInputStream().skip(MOST_BYTES);
        } catch (IllegalStateException alreadyReadAsText) {
            request.getReader().skip(MOST_BYTES);
        }
    }
}
