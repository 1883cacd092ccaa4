package dev.commonground.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.commonground.memory.Verification;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was done to a scope as a whole, as the stores record it: in a chain of blobs for each owner, each with the hash of the
 * one before. An act names the id of the scope, which says nothing about its name, and the end of the scope's own chain.
 *
 * @param kind what was done
 * @param scope the id of the scope
 * @param position the last position of the scope
 * @param link the last link of the scope
 */
@SuppressWarnings("ArrayRecordComponent") // acts are never compared
public record AdministrativeAct(Kind kind, String scope, long position, byte[] link) {

    private static final char SEPARATOR = '\n';

    /** The kinds of acts; an erasure and a sweep are entries of the log. */
    public enum Kind {
        /** The scope refuses writes. */
        ARCHIVED,
        /** The scope accepts writes again. */
        REOPENED,
        /** The scope and its entries are gone. */
        DELETED
    }

    /** Returns the name of the collection of an owner's acts; the name of an owner's own collection begins with a digit. */
    public static String collection(String owner) {
        return "acts/" + owner;
    }

    /**
     * Returns the blob of this act.
     *
     * @param last the blob of the act before; null if there is none
     */
    public byte[] after(byte @Nullable [] last, Instant at) {
        String content = String.join(
                String.valueOf(SEPARATOR),
                kind.name(),
                at.toString(),
                scope,
                Long.toString(position),
                HexFormat.of().formatHex(link),
                last == null ? "" : hash(new String(last, UTF_8)));
        return (content + SEPARATOR + hashOf(content)).getBytes(UTF_8);
    }

    private static String hashOf(String content) {
        return HexFormat.of().formatHex(Seal.digest(List.of(content.getBytes(StandardCharsets.UTF_8))));
    }

    private static String hash(String blob) {
        return blob.substring(blob.lastIndexOf(SEPARATOR) + 1);
    }

    private static String content(String blob) {
        return blob.substring(0, Math.max(0, blob.lastIndexOf(SEPARATOR)));
    }

    /** Verifies the blobs of all acts of an owner, in their order. */
    public static Verification verify(List<byte[]> blobs) {
        List<Verification.Flaw> flaws = new ArrayList<>();
        String previous = "";
        for (int i = 0; i < blobs.size(); i++) {
            String blob = new String(blobs.get(i), UTF_8);
            String content = content(blob);
            if (!hash(blob).equals(hashOf(content))) {
                flaws.add(flaw(i + 1, "the act differs from its hash"));
            } else if (!hash(content).equals(previous)) {
                flaws.add(flaw(i + 1, "the link to the act before it is broken"));
            }
            previous = hash(blob);
        }
        return new Verification(blobs.size(), flaws);
    }

    private static Verification.Flaw flaw(int number, String problem) {
        return new Verification.Flaw("administration", number, problem);
    }
}
