package dev.commonground.studio.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides who a visitor is: one person if the server serves one machine, otherwise whoever a token belongs to. */
public final class Admission {

    private final @Nullable Visitor everybody;
    private final Map<String, Visitor> byToken;

    private Admission(@Nullable Visitor everybody, Map<String, Visitor> byToken) {
        this.everybody = everybody;
        this.byToken = byToken;
    }

    /** Returns the admission of everybody who can reach the server, as one person. */
    public static Admission of(Visitor everybody) {
        return new Admission(everybody, Map.of());
    }

    /** Returns the admission of visitors who sign in with one of these tokens. */
    public static Admission withTokens(Map<String, Visitor> byToken) {
        return new Admission(null, Map.copyOf(byToken));
    }

    /** Returns who visits without signing in. */
    Optional<Visitor> unknown() {
        return Optional.ofNullable(everybody);
    }

    /** Returns whose token this is; compares with every token, so the time tells nothing. */
    Optional<Visitor> of(String token) {
        Visitor found = null;
        for (Map.Entry<String, Visitor> one : byToken.entrySet()) {
            if (MessageDigest.isEqual(
                    one.getKey().getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8))) {
                found = one.getValue();
            }
        }
        return Optional.ofNullable(found);
    }
}
