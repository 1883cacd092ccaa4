package dev.commonground.internal.search;

import dev.commonground.memory.Kind;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;

/** The statements of one scope by ordinal: a number from 0 in the order of the log. */
final class StatementTable {

    private final List<MemoryId> ids = new ArrayList<>();
    private final List<Statement> statements = new ArrayList<>();
    private final IntList hashes = new IntList();
    private final Map<Kind, BitSet> byKind = new EnumMap<>(Kind.class);

    /** The statements that end in a question mark, without those of kind {@code QUESTION}. */
    private final BitSet asking = new BitSet();

    /** Adds the next statement. */
    void add(MemoryId id, Statement statement) {
        byKind.computeIfAbsent(statement.kind(), kind -> new BitSet()).set(ids.size());
        asking.set(ids.size(), statement.kind() != Kind.QUESTION && isQuestion(statement.text()));
        ids.add(id);
        hashes.add(id.hashCode());
        statements.add(statement);
    }

    /** Question marks of Latin, Arabic and East Asian scripts. */
    private static boolean isQuestion(String text) {
        return "?\u061f\uff1f".indexOf(text.charAt(text.length() - 1)) >= 0;
    }

    int size() {
        return ids.size();
    }

    MemoryId id(int ordinal) {
        return ids.get(ordinal);
    }

    /** Returns the hash code of the statement's id. */
    int hash(int ordinal) {
        return hashes.get(ordinal);
    }

    Statement get(int ordinal) {
        return statements.get(ordinal);
    }

    /** Returns whether a statement asks something though its kind is not {@code QUESTION}. */
    boolean isAsking(int ordinal) {
        return asking.get(ordinal);
    }

    /** Compares two statements by their ids alone, so the result does not depend on their order in the log. */
    int compareIds(int ordinal, int other) {
        int byHash = Integer.compare(hashes.get(ordinal), hashes.get(other));
        return byHash != 0 ? byHash : id(ordinal).compareTo(id(other));
    }

    /** Returns whether a statement has one of some kinds, by its ordinal. Unlike a set of them, this takes no memory. */
    IntPredicate areOf(Set<Kind> kinds) {
        BitSet[] ofKinds =
                kinds.stream().map(byKind::get).filter(Objects::nonNull).toArray(BitSet[]::new);
        return ordinal -> {
            for (BitSet ofKind : ofKinds) {
                if (ofKind.get(ordinal)) {
                    return true;
                }
            }
            return false;
        };
    }

    /** Returns the ordinals of the statements of some kinds, in a new set. */
    BitSet ofKinds(Set<Kind> kinds) {
        BitSet found = new BitSet();
        kinds.forEach(kind -> found.or(byKind.getOrDefault(kind, new BitSet())));
        return found;
    }
}
