package dev.commonground;

import static java.util.Objects.requireNonNull;

import dev.commonground.briefing.Briefing;
import dev.commonground.briefing.BriefingRequest;
import dev.commonground.internal.learning.Learner;
import dev.commonground.internal.session.CallQueue;
import dev.commonground.internal.session.Eraser;
import dev.commonground.internal.session.Session;
import dev.commonground.internal.session.SessionBriefing;
import dev.commonground.internal.session.SessionReader;
import dev.commonground.internal.session.SessionSearch;
import dev.commonground.internal.session.SessionWriter;
import dev.commonground.learning.LearnRequest;
import dev.commonground.learning.Learning;
import dev.commonground.memory.Author;
import dev.commonground.memory.Change;
import dev.commonground.memory.Conflict;
import dev.commonground.memory.Draft;
import dev.commonground.memory.ErasureReceipt;
import dev.commonground.memory.ListRequest;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryException;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Page;
import dev.commonground.memory.Scope;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.recall.Match;
import dev.commonground.recall.RecallRequest;
import dev.langchain4j.data.message.ChatMessage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The memory as one agent or person uses it. Writes carry that name. Reads cover the author's own notes, the task's
 * memory and the user's memory, but never another agent's notes.
 *
 * <pre>{@code
 * AgentMemory researcher = memory.task("task_q3_proposal").agent("researcher");
 * researcher.require("Keep it to 500 words");
 * List<Match> matches = researcher.recall("length of the proposal", 5);
 * }</pre>
 *
 * <p>Outside a graph, reads are live and each write is durable when the call returns. In a graph's node, reads are as of
 * the node's checkpoint. The writes of the node are committed together when it succeeds; until then only this agent sees
 * them.
 *
 * <p>A handle remembers which memories it showed to the agent. A keyed write supersedes values that the agent was shown,
 * and is in conflict with values that the agent never saw, and with values of more trust if its own is low ({@link
 * dev.commonground.memory.Confirmation}). Use one handle for one turn of an agent.
 *
 * <p>Thread-safe; calls on one handle take turns. Null arguments cause a {@link NullPointerException}.
 */
public final class AgentMemory {

    private final Session session;
    private final Scope target;
    private final SessionReader reader;
    private final SessionSearch search;
    private final SessionBriefing briefing;
    private final SessionWriter writer;
    private final Eraser eraser;

    AgentMemory(Session session, Scope target) {
        this.session = session;
        this.target = target;
        this.reader = new SessionReader(session);
        this.search = new SessionSearch(session);
        this.briefing = new SessionBriefing(session, search);
        this.writer = new SessionWriter(session);
        this.eraser = new Eraser(session);
    }

    /** Remembers something learned. */
    public WriteOutcome remember(String text) {
        return remember(Draft.finding(text).build());
    }

    /** Remembers a constraint, which the result must respect; briefings tell it first. */
    public WriteOutcome require(String text) {
        return remember(Draft.constraint(text).build());
    }

    /** Remembers a preference, which binds unless a constraint says otherwise; briefings tell it first. */
    public WriteOutcome prefer(String text) {
        return remember(Draft.preference(text).build());
    }

    /** Remembers a decision, which binds; briefings tell it first. */
    public WriteOutcome decide(String text) {
        return remember(Draft.decision(text).build());
    }

    /**
     * Remembers a draft. The same statement by the same author on the same grounds is stored once.
     *
     * @return the outcome; {@link WriteOutcome.Quarantined} if the write guard held the draft back
     * @throws MemoryException.WriteBlocked if the write guard blocks it
     * @throws MemoryException.Refused if the rights refuse the audience of the draft; nothing is stored then
     * @throws MemoryException.EmbeddingFailed if the embedding model fails; nothing is stored then
     * @throws dev.commonground.store.MemoryStoreException if the store fails; nothing is stored then
     */
    public WriteOutcome remember(Draft draft) {
        return rememberAll(List.of(requireNonNull(draft, "draft"))).get(0);
    }

    /**
     * Remembers several drafts, all of them or none, and returns the outcomes in the same order. A draft that the write guard
     * holds back goes into quarantine, and the others are stored; one that it blocks blocks all.
     *
     * @throws MemoryException.WriteBlocked if the write guard blocks one of them; nothing is
     *     stored then
     */
    public List<WriteOutcome> rememberAll(List<Draft> drafts) {
        return writer.remember(target, requireNonNull(drafts, "drafts"));
    }

    /** Returns the {@code limit} memories that fit {@code query} best, best first, of any score. */
    public List<Match> recall(String query, int limit) {
        return recall(RecallRequest.builder(query).limit(limit).build());
    }

    /** Returns the memories that fit a request, best first. */
    public List<Match> recall(RecallRequest request) {
        return search.recall(requireNonNull(request, "request"));
    }

    /**
     * Returns what the agent should know before it does {@code work}, within 2,000 tokens: everything, if it fits.
     *
     * @throws MemoryException.BriefingTooLong if none of the binding memories fits the budget
     */
    public Briefing brief(String work) {
        return brief(BriefingRequest.builder().work(work).build());
    }

    /**
     * Returns what the agent should know: everything, if it fits the budget of the request.
     *
     * @throws MemoryException.BriefingTooLong if none of the binding memories fits the budget
     */
    public Briefing brief(BriefingRequest request) {
        return briefing.brief(requireNonNull(request, "request"));
    }

    /** Returns all visible live memories, in the order of {@link Memory#BY_KIND}. */
    public List<Memory> list() {
        return reader.live();
    }

    /**
     * Returns a page of the live memories that pass a filter.
     *
     * @throws IllegalArgumentException if {@code request} begins after something that no page of this list returned
     */
    public Page list(ListRequest request) {
        return reader.list(requireNonNull(request, "request"));
    }

    /** Returns the memory {@code id}, live or not, if it is visible from here. */
    public Optional<Memory> find(MemoryId id) {
        return reader.find(requireNonNull(id, "id"));
    }

    /** Returns what happened to the memory {@code id}, oldest first; empty if it is not visible from here. */
    public List<Change> history(MemoryId id) {
        return reader.history(requireNonNull(id, "id"));
    }

    /** Returns the conflicts among live memories, in the order of their keys. */
    public List<Conflict> conflicts() {
        return reader.conflicts();
    }

    /**
     * Supersedes the memory {@code id} by {@code text}; the old text stays in the {@link #history}. Evidence, metadata and
     * all other parts of the memory stay, as in {@link Memory#draft()}; a person's new text has a person's origin and trust,
     * and an agent's new text for a person's word has an agent's. An assertion that another author adds meanwhile is not lost.
     *
     * @throws MemoryException.NotFound if no live memory of that id is visible from here
     * @throws IllegalArgumentException if the memory has a key, whose value the new text may contradict
     */
    public WriteOutcome revise(MemoryId id, String text) {
        requireNonNull(text, "text");
        Memory memory = reader.requireLive(requireNonNull(id, "id"));
        if (memory.key() != null) {
            throw new IllegalArgumentException(
                    "Memory %s is about the key %s, whose value would not change: pass a Draft with the new value"
                            .formatted(id, memory.key()));
        }
        Draft.Builder draft = memory.draft().text(text);
        return revise(
                id, author().type() == Author.Type.PERSON ? draft.ownWord().build() : draft.build());
    }

    /**
     * Supersedes the memory {@code id} by a draft; the old memory stays in the {@link #history}.
     *
     * @throws MemoryException.NotFound if no live memory of that id is visible from here
     * @throws MemoryException.Refused if the rights refuse the audience of the draft, or to supersede the words of others
     */
    public WriteOutcome revise(MemoryId id, Draft draft) {
        requireNonNull(draft, "draft");
        return writer.revise(reader.requireLive(requireNonNull(id, "id")), draft);
    }

    /**
     * Supersedes a memory by a draft if the memory is unchanged: same authors, grounds and metadata. Otherwise nothing is
     * written, and the outcome is {@link WriteOutcome.Outdated}. Outside a graph, comparison and write are atomic; within
     * a step, the comparison is with what the step sees.
     *
     * @param expected the memory as a recall, a list or an outcome returned it
     * @throws MemoryException.NotFound if the memory is not visible from here
     */
    public WriteOutcome revise(Memory expected, Draft draft) {
        requireNonNull(draft, "draft");
        reader.requireVisible(requireNonNull(expected, "expected").id());
        return writer.reviseIfUnchanged(expected, draft);
    }

    /**
     * Adds metadata to the memory {@code id}, and replaces entries of the same names; other metadata stays. The annotator
     * does not become an author. If several authors set one name, the newest value counts.
     *
     * @return always {@link WriteOutcome.AlreadyKnown}
     * @throws MemoryException.WriteBlocked if the write guard does not allow the metadata
     * @throws MemoryException.NotFound if no live memory of that id is visible from here
     */
    public WriteOutcome annotate(MemoryId id, Metadata metadata) {
        requireNonNull(metadata, "metadata");
        return writer.annotate(reader.requireLive(requireNonNull(id, "id")), metadata);
    }

    /**
     * Copies the memory {@code id} to the user's memory, under the names of its authors, so that it outlives the task. A
     * second call changes nothing.
     *
     * @throws MemoryException.NotFound if no live memory of that id is visible from here
     * @throws IllegalStateException if the task was not opened for a user
     */
    public WriteOutcome promote(MemoryId id) {
        return writer.promote(reader.requireLive(requireNonNull(id, "id")), aboutUser().target);
    }

    /**
     * Forgets the memory {@code id} for everybody: the assertions of all of its authors end, not only this agent's. Its
     * history remains. If it is learned again later, it is live again. {@link MemoryLog#withdraw} ends this agent's own
     * word alone.
     *
     * @return {@link WriteOutcome.Forgotten}, with the authors whose words ended
     * @throws MemoryException.NotFound if no live memory of that id is visible from here
     * @throws MemoryException.Refused if others are among the authors and the rights demand a reason, as they do of
     *     agents by default: {@link MemoryLog#forget(MemoryId, String)} takes one
     */
    public WriteOutcome forget(MemoryId id) {
        return writer.forget(reader.requireLive(requireNonNull(id, "id")), null);
    }

    /**
     * Erases the memory {@code id} for good, and every memory that was derived from it alone, in the scopes of this handle
     * and in all agents' notes on its task. Words, evidence, metadata and vectors leave the store and every index, also for
     * old cursors; the {@link #history} keeps the fact of the erasure. A memory with another source stays. The blobs of the
     * task and the user, such as checkpoints, chats and journals of crews, keep their length, and each quoted text, value
     * and piece of evidence of at least 6 characters is overwritten; a paraphrase is not found.
     *
     * <p>An erasure takes effect at once, in a step of a graph too. {@link ErasureReceipt#cleanup} tells whether the bytes
     * have left the files as well. Exports and backups are not erased.
     *
     * @throws MemoryException.NotFound if the memory is not visible from here
     * @throws MemoryException.Refused if others are among the authors and the rights refuse it, as they do to agents by
     *     default
     */
    public ErasureReceipt erase(MemoryId id) {
        return eraser.erase(List.of(reader.requireVisible(requireNonNull(id, "id"))));
    }

    /**
     * Learns from a conversation with the memory's own model, or with the rules on the class path if the memory has no
     * model.
     *
     * @see #learn(LearnRequest)
     */
    public Learning learn(List<? extends ChatMessage> messages) {
        return learn(LearnRequest.builder(messages).build());
    }

    /**
     * Learns from a conversation: extracts its statements with their evidence and stores them. The author of a statement is
     * its speaker, and this agent is the recorder. The speaker of a user message is the person it names, otherwise the
     * task's user, otherwise a person called {@code user}. The speaker of a model's message is this agent. Text that the
     * memory itself put into the messages is ignored, and known statements are not stored again.
     *
     * <p>A model costs one call for each chunk of the conversation; rules cost nothing. Either all statements are stored or
     * none. After a failure, the caller can learn from the same messages again.
     *
     * @throws IllegalStateException if there is neither a model nor rules
     * @throws MemoryException.LearningFailed if the model fails; nothing is stored
     * @throws MemoryException.EmbeddingFailed if the embedding model fails; nothing is stored
     * @throws dev.commonground.store.MemoryStoreException if the store fails; nothing is stored
     */
    public Learning learn(LearnRequest request) {
        return new Learner(session, target).learn(requireNonNull(request, "request"));
    }

    /** Returns the author of the writes. */
    public Author author() {
        return session.author();
    }

    /**
     * Returns this handle with writes going to the agent's own notes on the task, which no other agent sees.
     *
     * @throws IllegalStateException if the author is a person, or the handle belongs to no task
     */
    public AgentMemory privately() {
        return writingTo(
                Scope.Agent.class, "%s has no private notes here: only an agent on a task, or by itself, keeps notes");
    }

    /**
     * Returns this handle with writes going to the user's memory, which outlives the task.
     *
     * @throws IllegalStateException if the task was not opened for a user
     */
    public AgentMemory aboutUser() {
        return writingTo(
                Scope.User.class, "%s works on no user's behalf here: name the user with task(...).forUser(...)");
    }

    private AgentMemory writingTo(Class<? extends Scope> kind, String problem) {
        return session.scopes().stream()
                .filter(kind::isInstance)
                .findFirst()
                .map(scope -> new AgentMemory(session, scope))
                .orElseThrow(() -> new IllegalStateException(problem.formatted(author())));
    }

    /** Returns the log behind this handle: for programs that follow it, copy it, or return to a moment of it. */
    public MemoryLog log() {
        return new MemoryLog(session);
    }

    /**
     * A handle whose calls return at once, with their result to come. The calls of one such object are made one after another,
     * in the order of the caller; those of several objects run side by side.
     *
     * <pre>{@code
     * AgentMemory.Async writer = AgentMemory.Async.of(memory.task("task_q3_proposal").agent("writer"));
     * writer.recall("length of the proposal", 5).thenAccept(matches -> show(matches));
     * }</pre>
     *
     * <p>A stage fails with the exception that the method of {@link AgentMemory} throws. If too many calls are unfinished, or
     * the memory is closed, it fails with a {@link RejectedExecutionException}, and nothing was done. Cancelling a
     * stage's {@link CompletionStage#toCompletableFuture future} drops a call that has not begun. A call that has begun is
     * finished, so a write is made as a whole or not at all.
     *
     * <p>In a graph's node, wait for the stages before the node returns: its writes are committed then. Thread-safe.
     */
    public static final class Async {

        private final AgentMemory memory;
        private final CallQueue calls;

        private Async(AgentMemory memory, CallQueue calls) {
            this.memory = memory;
            this.calls = calls;
        }

        /**
         * Returns a handle for callers that must not wait. The calls are made on threads of the memory. Of all handles
         * together, at most 1,024 calls are unfinished at a time; further ones are refused. {@link #on} takes threads of the
         * caller.
         */
        public static Async of(AgentMemory memory) {
            requireNonNull(memory, "memory");
            return new Async(memory, CallQueue.of(memory.session));
        }

        /**
         * Returns such a handle with the threads of the caller. Calls block their threads while they read files, wait for a
         * database or ask a model.
         *
         * @param executor runs the calls; virtual threads are fine from Java 24 on, and would be pinned before
         * @param most the most calls of the returned object that are unfinished at a time, at least 1; further ones are refused
         */
        public Async on(Executor executor, int most) {
            requireNonNull(executor, "executor");
            if (most < 1) {
                throw new IllegalArgumentException(
                        "At most %,d unfinished calls are allowed, but at least 1 is needed: pass how many may wait"
                                .formatted(most));
            }
            return new Async(memory, CallQueue.of(executor, most));
        }

        /** Remembers something learned, as {@link AgentMemory#remember(String)} does. */
        public CompletionStage<WriteOutcome> remember(String text) {
            return remember(Draft.finding(text).build());
        }

        /** Remembers a draft, as {@link AgentMemory#remember(Draft)} does. */
        public CompletionStage<WriteOutcome> remember(Draft draft) {
            requireNonNull(draft, "draft");
            return calls.submit(() -> memory.remember(draft));
        }

        /** Remembers several drafts, all of them or none, as {@link AgentMemory#rememberAll} does. */
        public CompletionStage<List<WriteOutcome>> rememberAll(List<Draft> drafts) {
            List<Draft> copy = List.copyOf(requireNonNull(drafts, "drafts"));
            return calls.submit(() -> memory.rememberAll(copy));
        }

        /** Returns the memories that fit a query best, as {@link AgentMemory#recall(String, int)} does. */
        public CompletionStage<List<Match>> recall(String query, int limit) {
            return recall(RecallRequest.builder(query).limit(limit).build());
        }

        /** Returns the memories that fit a request, as {@link AgentMemory#recall(RecallRequest)} does. */
        public CompletionStage<List<Match>> recall(RecallRequest request) {
            requireNonNull(request, "request");
            return calls.submit(() -> memory.recall(request));
        }

        /** Returns what the agent should know before it does {@code work}, as {@link AgentMemory#brief(String)} does. */
        public CompletionStage<Briefing> brief(String work) {
            return brief(BriefingRequest.builder().work(work).build());
        }

        /** Returns what the agent should know, as {@link AgentMemory#brief(BriefingRequest)} does. */
        public CompletionStage<Briefing> brief(BriefingRequest request) {
            requireNonNull(request, "request");
            return calls.submit(() -> memory.brief(request));
        }

        /** Learns from a conversation, as {@link AgentMemory#learn(List)} does. */
        public CompletionStage<Learning> learn(List<? extends ChatMessage> messages) {
            return learn(LearnRequest.builder(messages).build());
        }

        /** Learns from a conversation, as {@link AgentMemory#learn(LearnRequest)} does. */
        public CompletionStage<Learning> learn(LearnRequest request) {
            requireNonNull(request, "request");
            return calls.submit(() -> memory.learn(request));
        }
    }
}
