package dev.commonground.store;

import dev.commonground.memory.Scope;
import dev.commonground.memory.Verification;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Compares the rows of one scope with their {@link Seal}s. The rows are raw, so that a changed one is reported rather than
 * refused.
 *
 * <p>Not thread-safe.
 */
public final class SealVerifier {

    /** The columns of the rows, after those of an entry. */
    public static final String COLUMNS = EntryReader.COLUMNS + ", commit_id, ordinal, salt, commitment, link";

    private static final int COMMIT = EntryReader.COUNT + 1;
    private static final int ORDINAL = EntryReader.COUNT + 2;
    private static final int SALT = EntryReader.COUNT + 3;
    private static final int COMMITMENT = EntryReader.COUNT + 4;
    private static final int LINK = EntryReader.COUNT + 5;

    private static final Set<String> REMOVED = Set.of("erased", "swept");

    private final Scope scope;
    private final UnaryOperator<String> decoding;
    private final Map<Long, String> flaws = new TreeMap<>();
    private final Map<Long, Long> numbers = new HashMap<>();
    private final List<byte[]> commitments = new ArrayList<>();
    private final List<byte[]> links = new ArrayList<>();
    private String commit = "";
    private List<byte[]> previous = List.of(new byte[0]);
    private long position;
    private long sealed;

    /**
     * Creates a verifier without rows.
     *
     * @param decoding returns the text of a column value
     */
    public SealVerifier(Scope scope, UnaryOperator<String> decoding) {
        this.scope = scope;
        this.decoding = decoding;
    }

    /** Adds the next row, in the order of the positions. */
    public void add(ResultSet row) throws SQLException {
        String next = String.valueOf(row.getString(COMMIT));
        if (!next.equals(commit)) {
            endCommit();
            commit = next;
        }
        long at = row.getLong(EntryReader.POSITION);
        if (at != position + 1) {
            flaw(position + 1, "the entry is missing");
        }
        position = at;
        checkNumber(row);
        byte[] commitment = row.getBytes(COMMITMENT);
        if (commitment != null) {
            checkContent(row, commitment);
            commitments.add(commitment);
            links.add(orEmpty(row.getBytes(LINK)));
            sealed++;
        } else if (sealed > 0) {
            flaw(position, "the commitment is missing");
        }
        checkReadable(row);
    }

    private void checkReadable(ResultSet row) throws SQLException {
        try {
            if (new EntryReader(row, decoding).entry().action() instanceof Entry.Unreadable unreadable) {
                flaw(position, unreadable.problem());
            }
        } catch (RuntimeException e) {
            flaw(position, "the entry cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private void checkNumber(ResultSet row) throws SQLException {
        long lane = row.getLong(EntryReader.LANE);
        long number = row.getLong(EntryReader.NUMBER);
        long expected = lane == Entry.DIRECT ? position : numbers.getOrDefault(lane, 0L) + 1;
        if (number != expected) {
            flaw(position, "the number on its lane is wrong");
        }
        numbers.put(lane, expected);
    }

    private void checkContent(ResultSet row, byte[] commitment) throws SQLException {
        byte[] salt = row.getBytes(SALT);
        boolean removed = REMOVED.contains(String.valueOf(row.getString(EntryReader.ACTION)));
        if (salt == null || removed) {
            if (salt != null || !removed) {
                flaw(position, "the content was removed without an erasure or a sweep");
            }
        } else if (!MessageDigest.isEqual(commitment, commitment(row, salt))) {
            flaw(position, "the content differs from its commitment");
        }
    }

    private byte[] commitment(ResultSet row, byte[] salt) throws SQLException {
        List<@Nullable String> columns = new ArrayList<>();
        for (int column : EntryWriter.SEALED) {
            columns.add(column == EntryReader.TRUST ? trust(row) : decoded(row.getString(column)));
        }
        return Seal.commitment(
                salt, String.valueOf(decoded(commit)), row.getLong(ORDINAL), row.getLong(EntryReader.LANE), columns);
    }

    private static @Nullable String trust(ResultSet row) throws SQLException {
        double trust = row.getDouble(EntryReader.TRUST);
        return row.wasNull() ? null : Double.toString(trust);
    }

    /** A changed byte can make a text that cannot be decoded. */
    private @Nullable String decoded(@Nullable String stored) {
        try {
            return stored == null ? null : decoding.apply(stored);
        } catch (RuntimeException e) {
            return "undecodable";
        }
    }

    /**
     * Checks the links of the entries of a commit. After a flaw, the link to continue with is the computed or the stored one:
     * the next commit shows which.
     */
    private void endCommit() {
        if (commitments.isEmpty()) {
            return;
        }
        byte[] digest = Seal.digest(commitments);
        List<byte[]> computed =
                previous.stream().map(link -> Seal.link(link, digest)).toList();
        Optional<byte[]> right = computed.stream()
                .filter(link -> links.stream().allMatch(stored -> MessageDigest.isEqual(link, stored)))
                .findFirst();
        if (right.isEmpty()) {
            nameBrokenLinks(computed.get(0));
        }
        previous = new ArrayList<>(right.map(List::of).orElse(computed));
        if (right.isEmpty()) {
            previous.addAll(links);
        }
        commitments.clear();
        links.clear();
    }

    /** Names the entries with a link of their own; if all have the same, the first stands for the commit. */
    private void nameBrokenLinks(byte[] expected) {
        long first = position - links.size() + 1;
        for (int i = 0; i < links.size(); i++) {
            if (flaws.containsKey(first + i)) {
                return;
            }
        }
        boolean same = links.stream().allMatch(link -> MessageDigest.isEqual(link, links.get(0)));
        for (int i = 0; i < (same ? 1 : links.size()); i++) {
            if (!MessageDigest.isEqual(expected, links.get(i))) {
                flaw(first + i, "the commitments of its commit, or the link to the entries before it, are changed");
            }
        }
    }

    private void flaw(long at, String problem) {
        flaws.putIfAbsent(at, problem);
    }

    /** Returns whether there must be seals; a scope of an earlier version has none. */
    private boolean isSealed(byte @Nullable [] link) {
        return sealed > 0 || orEmpty(link).length > 1;
    }

    private static byte[] orEmpty(byte @Nullable [] bytes) {
        return bytes == null ? new byte[0] : bytes;
    }

    /** Ends the rows, and returns the result. */
    public Verification end(long head, byte @Nullable [] link) {
        endCommit();
        if (head != position) {
            flaw(head, "the scope ends at another position");
        } else if (isSealed(link) && previous.stream().noneMatch(last -> MessageDigest.isEqual(last, orEmpty(link)))) {
            flaw(head, "the last link differs from the one of the scope");
        }
        return new Verification(sealed, flaws());
    }

    private List<Verification.Flaw> flaws() {
        return flaws.entrySet().stream()
                .map(e -> new Verification.Flaw(scope.toString(), e.getKey(), e.getValue()))
                .toList();
    }
}
