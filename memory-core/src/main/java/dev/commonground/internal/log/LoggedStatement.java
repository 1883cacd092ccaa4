package dev.commonground.internal.log;

import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement of a log with all assertions and annotations of it, visible or not. */
public final class LoggedStatement {

    private final int ordinal;
    private final MemoryId id;
    private final Statement statement;
    private @Nullable LoggedAssertion first;

    /** All assertions as soon as there are two: most statements are asserted once and need no list. */
    private List<LoggedAssertion> all = List.of();

    private List<LoggedAnnotation> annotations = List.of();

    /** The annotations that no later one covers; the same list as all while none does. */
    private List<LoggedAnnotation> uncovered = List.of();

    private boolean annotationRetracted;

    /** The number of assertions without a retraction that counts, see {@link LoggedAssertion}, and when the last one ended. */
    private int open;

    private long endedAt;

    LoggedStatement(int ordinal, MemoryId id, Statement statement) {
        this.ordinal = ordinal;
        this.id = id;
        this.statement = statement;
    }

    void add(LoggedAssertion assertion) {
        open++;
        if (first == null) {
            first = assertion;
        } else {
            if (all.isEmpty()) {
                all = new ArrayList<>(assertions());
            }
            all.add(assertion);
        }
    }

    void add(LoggedAnnotation annotation) {
        if (annotations.isEmpty()) {
            annotations = new ArrayList<>(1);
            uncovered = new ArrayList<>(1);
        }
        annotations.add(annotation);
        uncovered.removeIf(annotation::covers);
        uncovered.add(annotation);
    }

    /** Records that an assertion ended, and returns whether no other is left. */
    boolean assertionEnded() {
        open--;
        return open == 0;
    }

    /** Records that an assertion that had ended counts again, and returns whether it is the only one. */
    boolean assertionReopened() {
        open++;
        return open == 1;
    }

    void endedAt(long position) {
        endedAt = position;
    }

    /** Returns the position at which the statement last ended, 0 if it never did: see {@link KeyedStatements}. */
    long endedAt() {
        return endedAt;
    }

    /** Records that an annotation was retracted: what it covered may show again. */
    void annotationRetracted() {
        annotationRetracted = true;
    }

    /** Returns the index of the statement in its scope, from 0 in the order of the log. */
    public int ordinal() {
        return ordinal;
    }

    /** Returns the id of the statement. */
    public MemoryId id() {
        return id;
    }

    /** Returns the statement itself. */
    public Statement statement() {
        return statement;
    }

    /** Returns how many assertions there are. */
    int size() {
        return all.isEmpty() && first != null ? 1 : all.size();
    }

    /** Returns the assertions of the statement in the order of the log. */
    public List<LoggedAssertion> assertions() {
        return first == null || !all.isEmpty() ? Collections.unmodifiableList(all) : List.of(first);
    }

    /** Returns the only assertion if there is exactly one and no annotation; otherwise null. */
    public @Nullable LoggedAssertion only() {
        return all.isEmpty() && annotations.isEmpty() ? first : null;
    }

    /** Returns the annotations of the statement in the order of the log. */
    public List<LoggedAnnotation> annotations() {
        return Collections.unmodifiableList(annotations);
    }

    /** Returns the annotations that decide the present metadata: those that no later one covers. */
    List<LoggedAnnotation> uncoveredAnnotations() {
        return annotationRetracted ? annotations() : Collections.unmodifiableList(uncovered);
    }
}
