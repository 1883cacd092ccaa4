package dev.commonground.studio.page;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Knows browsers by a random cookie: who has signed in with one, and which forms were sent to it. Forms carry the cookie's
 * code under a key of this server. A page of another origin knows neither. Thread-safe.
 */
final class Visitors {

    private static final String COOKIE = "commonground";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;
    private static final int MOST = 10_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key = new SecretKeySpec(random(), ALGORITHM);
    private final Admission admission;
    private final Map<String, Visitor> signedIn = new LinkedHashMap<>();

    Visitors(Admission admission) {
        this.admission = admission;
    }

    private static byte[] random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** Returns who visits; empty if the browser has to sign in. */
    Optional<Visitor> visitor(HttpServletRequest request) {
        String known = cookie(request);
        synchronized (signedIn) {
            Visitor found = known == null ? null : signedIn.get(known);
            return found == null ? admission.unknown() : Optional.of(found);
        }
    }

    /** Signs a browser in under a new cookie; returns whether the token is known. */
    boolean signIn(String token, HttpServletRequest request, HttpServletResponse response) {
        Optional<Visitor> found = admission.of(token);
        found.ifPresent(visitor -> {
            String name = newCookie(request, response);
            synchronized (signedIn) {
                signedIn.put(name, visitor);
                if (signedIn.size() > MOST) {
                    signedIn.remove(signedIn.keySet().iterator().next());
                }
            }
        });
        return found.isPresent();
    }

    /** Returns the token for the forms of a browser, and gives a new browser its cookie. */
    String token(HttpServletRequest request, HttpServletResponse response) {
        String known = cookie(request);
        return code(known == null ? newCookie(request, response) : known);
    }

    private static String newCookie(HttpServletRequest request, HttpServletResponse response) {
        String name = HexFormat.of().formatHex(random());
        Cookie cookie = new Cookie(COOKIE, name);
        cookie.setHttpOnly(true);
        cookie.setPath("/");
        cookie.setSecure(request.isSecure());
        cookie.setAttribute("SameSite", "Lax"); // a link in a report, whose origin is its own, leads back to the page
        response.addCookie(cookie);
        return name;
    }

    /** Returns whether a form came back from the browser that it was sent to. */
    boolean isOwn(HttpServletRequest request) {
        String known = cookie(request);
        String token = request.getParameter("token");
        return known != null
                && token != null
                && MessageDigest.isEqual(
                        code(known).getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String cookie(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(COOKIE)) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }

    private String code(String cookie) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(cookie.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }
}
