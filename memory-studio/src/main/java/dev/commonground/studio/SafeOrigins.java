package dev.commonground.studio;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that a foreign page makes through the browser of somebody who can reach the server: those with a
 * foreign origin, and on the loopback interface those for a foreign name, which a name server may have pointed at it.
 */
final class SafeOrigins implements Filter {

    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final boolean loopback;

    SafeOrigins(boolean loopback) {
        this.loopback = loopback;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        boolean ownName = !loopback || OWN_NAMES.contains(http.getServerName());
        if (ownName && isOwn(http, http.getHeader("Origin"))) {
            chain.doFilter(request, response);
        } else {
            ((HttpServletResponse) response).sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    private static boolean isOwn(HttpServletRequest request, @Nullable String origin) {
        if (origin == null) {
            return true;
        }
        try {
            URI from = URI.create(origin);
            return request.getServerName().equals(from.getHost())
                    && (from.getPort() < 0 || from.getPort() == request.getServerPort());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
