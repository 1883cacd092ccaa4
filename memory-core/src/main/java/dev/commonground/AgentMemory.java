package dev.commonground;

import dev.commonground.briefing.Briefing;
import dev.commonground.briefing.BriefingRequest;
import dev.commonground.learning.LearnRequest;
import dev.commonground.learning.Learning;
import dev.commonground.log.Cursor;
import dev.commonground.memory.Author;
import dev.commonground.memory.Change;
import dev.commonground.memory.Conflict;
import dev.commonground.memory.Draft;
import dev.commonground.memory.Memory;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Metadata;
import dev.commonground.memory.Scope;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.recall.Match;
import dev.commonground.recall.RecallRequest;
import dev.langchain4j.data.message.ChatMessage;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The memory in the hands of one agent or person: what it writes carries its name, what it reads is its own notes, the
 * task's memory and the user's, never another agent's notes.
 *
 * <pre>{@code
 * AgentMemory researcher = memory.task("task_q3_proposal").agent("researcher");
 * researcher.require("Keep it to 500 words");
 * }</pre>
 *
 * <p>Reads are live, and every write is durable when the call returns; in a node of a graph, reads are as of the node's
 * checkpoint, and writes are committed together when the node has succeeded, until when this agent alone sees them.
 *
 * <p>A handle remembers what it showed the agent: a keyed write takes the place of values the agent was shown, and is
 * in conflict with values it never saw. Keep one handle for one turn of an agent.
 *
 * <p>Thread-safe; calls on one handle take turns.
 */
public final class AgentMemory {

    private final Session session;
    private final SessionReader reader;
    private final SessionWriter writer;
    private final HeldWrites held;
    private final LogImport importer;
    private final Learner learner;
    private final Scope target;

    AgentMemory(Session session, Scope target) {
        this.session = session;
        this.reader = new SessionReader(session);
        this.writer = new SessionWriter(session);
        this.held = new HeldWrites(session);
        this.importer = new LogImport(session);
        this.learner = new Learner(session, target);
        this.target = target;
    }

    /** Returns whose name the writes carry. */
    public Author author() {
        return session.actor().author();
    }

    /** Returns the scope that writes go to. */
    public Scope scope() {
        return target;
    }

    /**
     * Returns this handle with writes going to the agent's own notes on the task, which no other agent sees.
     *
     * @throws IllegalStateException if the author is a person, or works on no task
     */
    public AgentMemory privately() {
        return writingTo(Scope.Agent.class, "notes of its own on a task: only agents that work on a task do");
    }

    /**
     * Returns this handle with writes going to the user's memory, which outlives the task.
     *
     * @throws IllegalStateException if the task was not opened for a user
     */
    public AgentMemory aboutUser() {
        return writingTo(Scope.User.class, "a user: name one with task(...).forUser(...)");
    }

    private AgentMemory writingTo(Class<? extends Scope> kind, String missing) {
        return session.scopes().stream()
                .filter(kind::isInstance)
                .findFirst()
                .map(scope -> new AgentMemory(session, scope))
                .orElseThrow(() -> new IllegalStateException("%s has no %s".formatted(author(), missing)));
    }

    /** Remembers something learned. */
    public WriteOutcome remember(String text) {
        return remember(Draft.finding(text).build());
    }

    /** Remembers something the result must or must not be; every briefing carries it. */
    public WriteOutcome require(String text) {
        return remember(Draft.constraint(text).build());
    }

    /** Remembers what somebody likes better; every briefing carries it. */
    public WriteOutcome prefer(String text) {
        return remember(Draft.preference(text).build());
    }

    /** Remembers what was settled; every briefing carries it. */
    public WriteOutcome decide(String text) {
        return remember(Draft.decision(text).build());
    }

    /**
     * Remembers a draft. The same statement by the same author on the same grounds is stored once.
     *
     * @throws dev.commonground.recall.EmbeddingException if the embedding model fails; nothing is stored then
     * @throws dev.commonground.log.MemoryStoreException if the store fails; nothing is stored then
     */
    public WriteOutcome remember(Draft draft) {
        return rememberAll(List.of(draft)).get(0);
    }

    /** Remembers several drafts, all of them or none, and returns what became of each, in their order. */
    public List<WriteOutcome> rememberAll(List<Draft> drafts) {
        return writer.remember(target, drafts);
    }

    /**
     * Learns what a conversation says, as {@link #learn(LearnRequest)} does with the memory's own model, or by rules if it
     * has none.
     */
    public Learning learn(List<? extends ChatMessage> messages) {
        return learn(LearnRequest.builder(messages).build());
    }

    /**
     * Learns what a conversation says: statements with their evidence, each in the name of whoever said it, with this
     * agent as the recorder. A user's message is said by the person it names, otherwise by the task's user, otherwise by
     * a person called {@code user}; a model's by this agent. What the memory itself had put into the messages is not
     * learned again, and what is known already is not stored again.
     *
     * <p>With a model it costs one call for each piece of the conversation; by rules, none. All of it is stored together,
     * or nothing; whatever failed, the same messages can be learned from again.
     *
     * @throws dev.commonground.learning.LearningException if the model fails; nothing is stored then
     * @throws dev.commonground.recall.EmbeddingException if the embedding model fails; nothing is stored then
     * @throws dev.commonground.log.MemoryStoreException if the store fails; nothing is stored then
     */
    public Learning learn(LearnRequest request) {
        return learner.learn(request);
    }

    /**
     * Puts {@code text} in the place of the memory {@code id}, which stays in the {@link #history}. An assertion that
     * somebody else adds meanwhile is not lost.
     *
     * @throws MemoryNotFoundException if no live memory of that id can be seen from here
     * @throws IllegalArgumentException if the memory has a key, whose value the new text may contradict
     */
    public WriteOutcome revise(MemoryId id, String text) {
        Memory memory = reader.visible(id);
        if (memory.key() != null) {
            throw new IllegalArgumentException(
                    "Memory %s is about the key %s, whose value would stay what it was: pass a Draft with the new value"
                            .formatted(id, memory.key()));
        }
        return revise(id, Draft.of(memory.kind(), text).build());
    }

    /**
     * Puts a draft in the place of the memory {@code id}, which stays in the {@link #history}.
     *
     * @throws MemoryNotFoundException if no live memory of that id can be seen from here
     */
    public WriteOutcome revise(MemoryId id, Draft draft) {
        return writer.revise(reader.visible(id), draft);
    }

    /**
     * Puts a draft in the place of a memory, if that is still what the caller has seen: same authors, grounds and
     * metadata. Otherwise nothing is written, and the outcome is {@link WriteOutcome.Outdated}. Outside a graph nobody
     * can come between the comparison and the write; within a step the comparison is with what the step sees.
     *
     * @param expected the memory as a recall, a list or an outcome showed it
     * @throws MemoryNotFoundException if it cannot be seen from here
     */
    public WriteOutcome revise(Memory expected, Draft draft) {
        return writer.reviseExpected(reader.seen(expected), draft);
    }

    /**
     * Adds metadata to the memory {@code id}, in the place of what has the same names; its other metadata stays. Whoever
     * annotates does not become an author. Of values that several set for one name, the newest counts.
     *
     * @return always {@link WriteOutcome.AlreadyKnown}
     * @throws MemoryNotFoundException if no live memory of that id can be seen from here
     */
    public WriteOutcome annotate(MemoryId id, Metadata metadata) {
        return writer.annotate(reader.visible(id), metadata);
    }

    /**
     * Remembers the memory {@code id} about the user as well, in the names of those who say it, so that it outlives the
     * task. A second time changes nothing.
     *
     * @throws MemoryNotFoundException if no live memory of that id can be seen from here
     * @throws IllegalStateException if the task was not opened for a user
     */
    public WriteOutcome promote(MemoryId id) {
        return writer.promote(reader.visible(id), aboutUser().scope());
    }

    /**
     * Erases the memory {@code id} for good: its words, evidence, metadata and vectors leave the store and every index,
     * also as of old cursors; that it was there remains in the {@link #history}. It takes effect at once, in a step of a
     * graph too. Copies outside the log, in checkpoints or held-back writes, are not touched.
     *
     * @throws MemoryNotFoundException if the memory cannot be seen from here
     */
    public void erase(MemoryId id) {
        writer.erase(find(id).orElseThrow(() -> new MemoryNotFoundException(id)));
    }

    /**
     * Takes the memory {@code id} back; its history remains. What is learned again later counts again.
     *
     * @throws MemoryNotFoundException if no live memory of that id can be seen from here
     */
    public WriteOutcome forget(MemoryId id) {
        return writer.forget(reader.visible(id));
    }

    /** Returns the {@code limit} memories that fit {@code query} best, best first, without a floor. */
    public List<Match> recall(String query, int limit) {
        return recall(RecallRequest.builder(query).limit(limit).build());
    }

    /** Returns what fits a request, best first. */
    public List<Match> recall(RecallRequest request) {
        return reader.recall(request);
    }

    /**
     * Returns what the agent should know before it does {@code work}, within 2,000 tokens.
     *
     * @throws dev.commonground.briefing.BriefingTooLongException if what binds alone takes more
     */
    public Briefing brief(String work) {
        return brief(BriefingRequest.builder().work(work).build());
    }

    /**
     * Returns what the agent should know.
     *
     * @throws dev.commonground.briefing.BriefingTooLongException if what binds alone exceeds the budget
     */
    public Briefing brief(BriefingRequest request) {
        return reader.brief(request);
    }

    /** Returns all live memories that can be seen from here, in the order of {@link Memory#BY_KIND}. */
    public List<Memory> list() {
        return reader.live();
    }

    /**
     * Returns the live memories that fulfil a filter, a page of them.
     *
     * @throws IllegalArgumentException if {@code request} begins after something that is no page of such a list
     */
    public Page list(ListRequest request) {
        return reader.list(request);
    }

    /** Returns what live memories disagree about, in the order of the keys. */
    public List<Conflict> conflicts() {
        return reader.conflicts();
    }

    /** Returns the memory {@code id}, live or not, if it can be seen from here. */
    public Optional<Memory> find(MemoryId id) {
        return reader.find(id);
    }

    /** Returns what happened to the memory {@code id}, oldest first; empty if it cannot be seen from here. */
    public List<Change> history(MemoryId id) {
        return reader.history(id);
    }

    /**
     * Returns what happened since a moment to what can be seen from here.
     *
     * @param since what {@link #cursor} or {@link Changes#next} returned; {@link Cursor#EMPTY} for everything
     */
    public Changes changes(Cursor since) {
        return reader.changes(since);
    }

    /**
     * Has {@code subscriber} told of everything that happens from a moment on, in order, one call at a time, on a thread
     * of its own. What it has not returned from normally it is told again, so whoever keeps {@link Changes#next} with
     * what it does misses nothing, whatever crashes. Another process's commits are told within about 0.1 seconds.
     *
     * @param since as for {@link #changes}
     * @return ends it when closed
     * @throws IllegalStateException in a step of a graph or as of a moment, where nothing new is seen
     */
    public Subscription subscribe(Cursor since, Consumer<Changes> subscriber) {
        return Subscription.begin(session, reader, since, subscriber);
    }

    /**
     * Writes what can be seen from here, with its history, as JSON Lines: a header, then a line for each entry.
     *
     * @throws UncheckedIOException if {@code out} fails
     */
    public void exportTo(Appendable out) {
        reader.exportTo(out);
    }

    /**
     * Takes in what {@link #exportTo} wrote, into the scopes of this handle, all of it or nothing; what is there already
     * is left alone, so a second time changes nothing. Authors and times are those of the file, whose content the caller
     * vouches for.
     *
     * @return how many entries were new
     * @throws IllegalArgumentException if a line cannot be read or belongs to a scope that this handle does not have
     * @throws UncheckedIOException if {@code in} fails
     * @throws IllegalStateException in a step of a graph or as of a moment
     */
    public int importFrom(Reader in) {
        return importer.importFrom(in);
    }

    /** Returns the moment that is seen from here, for {@link TaskMemory#asOf}; what is not yet committed is no part of it. */
    public Cursor cursor() {
        return reader.cursor();
    }

    /**
     * Notes that the agent was shown these memories elsewhere, in an earlier step of the same turn for instance, so that
     * its keyed writes may take their place. Ids that cannot be seen from here are ignored.
     */
    public void shown(Collection<MemoryId> ids) {
        reader.shown(ids);
    }

    /**
     * Takes what was written in this step and not committed out of it, as a text that {@link #release} takes back in a
     * later step: for work that must be checked before it may be remembered.
     *
     * @return the text, for the graph's state; empty if nothing was written
     * @throws IllegalStateException outside a step of a graph, where every write is committed at once
     */
    public String holdBack() {
        return held.holdBack();
    }

    /**
     * Writes what {@link #holdBack} took out of an earlier step, under the names of those who wrote it.
     *
     * @throws IllegalArgumentException if {@code heldBack} is not such a text
     */
    public List<WriteOutcome> release(String heldBack) {
        return held.release(heldBack);
    }
}
