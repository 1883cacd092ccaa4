package dev.commonground.langgraph4j;

import dev.commonground.SharedMemory;
import dev.commonground.Step;
import dev.commonground.StepRequest;
import dev.commonground.event.MemoryEvent;
import dev.commonground.event.MemoryEvent.Observation;
import dev.commonground.memory.Author;
import dev.commonground.memory.Cursor;
import java.util.Collection;
import org.bsc.langgraph4j.RunnableConfig;
import org.jspecify.annotations.Nullable;

/**
 * How the step of a node begins.
 *
 * @param memory the memory
 * @param scope the scope of the graph's run
 * @param node the node's name in the graph
 * @param agent the agent that works in the node
 * @param given the cursor in the state of the graph
 * @param entry whether the graph begins with this node
 * @param travels whether the run was started from an earlier checkpoint on purpose
 * @param fenced whether the checkpoints stop the run if another one continues its thread
 * @param collector the collector of the node's commits, or null if the node commits for all readers
 * @param around the operation that the step is part of, for the observer of the memory; null if nothing says so
 * @param history the checkpoints of the graph's thread, or null if the graph has no saver
 */
record NodeStart(
        SharedMemory memory,
        GraphScope scope,
        String node,
        String agent,
        Cursor given,
        boolean entry,
        boolean travels,
        boolean fenced,
        @Nullable CommitCollector collector,
        @Nullable Observation around,
        @Nullable CheckpointHistory history) {

    /** LangGraph4j keeps the next node of a snapshot's config for the whole run, but not the checkpoint's id. */
    static boolean travels(RunnableConfig config) {
        return config.nextNode().isPresent();
    }

    /** Returns the cursor at which the step begins. */
    Cursor cursor() {
        if (collector != null) {
            return collector.beginning(given, entry);
        }
        return entry && !travels && history != null ? history.completed(given, this::tip) : given;
    }

    private Cursor tip() {
        return memory.begin(request(agent, scope.user(), given, StepRequest.Place.BRANCH))
                .tip();
    }

    /** Registers the step, so that no other invocation of the thread runs at the same time, unless the run is fenced. */
    RunsUnderWay.StepVisit enter(Cursor cursor) {
        return collector == null && !fenced
                ? RunsUnderWay.enter(new ArrivingStep(scope.thread(), node, cursor, entry, travels, history))
                : RunsUnderWay.none();
    }

    /** Lets the observer of the memory see the step, which the caller ends. */
    Observation observe() {
        return memory.observe(new MemoryEvent.Operation(
                MemoryEvent.OperationType.STEP,
                new MemoryEvent.Actor(Author.agent(agent), scope.task(), node, scope.thread()),
                around));
    }

    Step begin(Cursor cursor, Observation observation) {
        return memory.begin(request(agent, scope.user(), cursor, place()), observation);
    }

    private StepRequest.Place place() {
        return collector == null ? StepRequest.Place.SEQUENCE : StepRequest.Place.BRANCH;
    }

    /** Returns the author of the node's own commits. */
    CommitCollector.Committer writer() {
        return new CommitCollector.Committer(agent, scope.user());
    }

    /**
     * Accepts what the step's branches or graphs have committed, private notes included: for all readers, or for the
     * collector of this node.
     *
     * @param observation the step, as the observer of the memory sees it
     * @return the cursor that sees it
     */
    Cursor accept(Collection<CommitCollector.Committer> writers, Cursor cursor, Observation observation) {
        if (collector != null) {
            collector.add(writers, cursor);
            return cursor;
        }
        Cursor accepted = cursor;
        for (CommitCollector.Committer writer : writers) {
            accepted = memory.begin(
                            request(writer.agent(), writer.user(), accepted, StepRequest.Place.SEQUENCE), observation)
                    .commit();
        }
        return accepted;
    }

    /** Returns the text of the node's cursor for the state of its graph. */
    String text(Cursor cursor) {
        return collector == null ? cursor.toString() : collector.text(cursor);
    }

    private StepRequest request(String author, @Nullable String user, Cursor cursor, StepRequest.Place place) {
        return StepRequest.builder(scope.task(), node, scope.thread())
                .user(user)
                .agent(author)
                .cursor(cursor)
                .place(place)
                .news(scope.news())
                .build();
    }
}
