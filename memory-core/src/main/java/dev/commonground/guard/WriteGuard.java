package dev.commonground.guard;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Assertion;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Statement;

/**
 * Decides about every write before it is stored: by agents and persons, tools, learning, imports, promotions, crews and
 * steps of graphs.
 *
 * <pre>{@code
 * SharedMemory.builder(file).writeGuard(write -> write.statement().text().contains("ACME")
 *         ? Verdict.quarantine("it names a customer")
 *         : WriteGuard.standard().check(write)).open();
 * }</pre>
 *
 * <p>A guard must be thread-safe, and give equal writes equal verdicts, because a write is repeated after a collision with
 * another one. It runs before anything is embedded. What it throws ends the write, and nothing is stored.
 */
@FunctionalInterface
public interface WriteGuard {

    /** Decides about one write. */
    Verdict check(Write write);

    /**
     * Returns the default guard. It quarantines text that gives orders to agents, or teaches them to do harm: to ignore
     * instructions, to run a download, to skip checks and approvals, to send data away or to hide something. Low trust, the
     * web, documents and tools are judged more strictly than agents. A person may give orders, but teach no harm. It blocks
     * nothing.
     */
    static WriteGuard standard() {
        return HarmfulOrders.SHARED;
    }

    /** Returns the guard that allows every write. */
    static WriteGuard none() {
        return write -> {
            requireNonNull(write, "write");
            return Verdict.allow();
        };
    }

    /**
     * A write before it is stored, with secrets redacted already.
     *
     * @param scope the scope that receives it
     * @param statement the kind, key, value and text; those of the annotated memory if {@code annotation} is true
     * @param assertion the author, recorder, origin, trust, evidence, metadata and audience
     * @param annotation whether it only adds metadata to a memory
     */
    record Write(Scope scope, Statement statement, Assertion assertion, boolean annotation) {
        public Write {
            requireNonNull(scope, "scope");
            requireNonNull(statement, "statement");
            requireNonNull(assertion, "assertion");
        }
    }

    /** The decision about a write. */
    sealed interface Verdict {

        /** Stores the write. */
        record Allowed() implements Verdict {}

        /**
         * Keeps the write where only a reviewer sees it. An annotation cannot be kept there, so it is blocked.
         *
         * @param reason the reason, for the writer and the reviewer; without words of the memory
         */
        record Quarantined(String reason) implements Verdict {
            public Quarantined {
                requireNonNull(reason, "reason");
            }
        }

        /**
         * Stores nothing; the writer receives a {@link MemoryException.WriteBlocked}.
         *
         * @param reason the reason, for the writer; without words of the memory
         */
        record Blocked(String reason) implements Verdict {
            public Blocked {
                requireNonNull(reason, "reason");
            }
        }

        /** Returns the verdict that stores the write. */
        static Verdict allow() {
            return new Allowed();
        }

        /** Returns the verdict that keeps the write for a reviewer. */
        static Verdict quarantine(String reason) {
            return new Quarantined(reason);
        }

        /** Returns the verdict that stores nothing. */
        static Verdict block(String reason) {
            return new Blocked(reason);
        }
    }
}
