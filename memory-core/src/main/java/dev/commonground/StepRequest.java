package dev.commonground;

import static java.util.Objects.requireNonNull;

import dev.commonground.memory.Author;
import dev.commonground.memory.Cursor;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request to begin the step of a graph's node, or of a person who edits the graph's state between two nodes.
 *
 * <p>Immutable and thread-safe.
 *
 * @param task the task that the graph works on
 * @param user the user whose memory is read beside the task's, or null
 * @param author the agent that works in the node, or the person
 * @param roles the roles of the author, which the application decides
 * @param node the node's name in the graph
 * @param thread the graph's root thread id
 * @param cursor the cursor in the node's state; {@link Cursor#EMPTY} if there is none yet
 * @param place whether siblings run beside the node
 * @param news whether the cursor returned by the step sees what others committed meanwhile
 */
public record StepRequest(
        String task,
        @Nullable String user,
        Author author,
        Set<String> roles,
        String node,
        String thread,
        Cursor cursor,
        Place place,
        News news) {

    /** The place of a node among others. */
    public enum Place {
        /** The node runs alone: its commit moves the thread's tip. */
        SEQUENCE,
        /** The node runs beside siblings, which do not see its writes before their join. */
        BRANCH
    }

    /** Whether a thread sees what others commit after it began. */
    public enum News {
        /** Between steps, never within one. */
        BETWEEN_STEPS,
        /** Never: the thread sees the others' work as of its first step. */
        PINNED
    }

    public StepRequest {
        requireNonNull(task, "task");
        requireNonNull(author, "author");
        roles = Set.copyOf(requireNonNull(roles, "roles"));
        requireNonNull(node, "node");
        requireNonNull(thread, "thread");
        requireNonNull(cursor, "cursor");
        requireNonNull(place, "place");
        requireNonNull(news, "news");
    }

    /** Starts a request for a node that runs alone, as an agent of the node's name, in a new thread. */
    public static Builder builder(String task, String node, String thread) {
        return new Builder(
                requireNonNull(task, "task"), requireNonNull(node, "node"), requireNonNull(thread, "thread"));
    }

    /** Builds a {@link StepRequest}; every setter returns this builder. Not thread-safe. */
    public static final class Builder {

        private final String task;
        private final String node;
        private final String thread;
        private @Nullable String user;
        private Author author;
        private Set<String> roles = Set.of();
        private Cursor cursor = Cursor.EMPTY;
        private Place place = Place.SEQUENCE;
        private News news = News.BETWEEN_STEPS;

        private Builder(String task, String node, String thread) {
            this.task = task;
            this.node = node;
            this.thread = thread;
            this.author = Author.agent(node);
        }

        /** Sets the user whose memory is read beside the task's; none by default. */
        public Builder user(@Nullable String user) {
            this.user = user;
            return this;
        }

        /** Sets the agent that works in the node; the node's name by default. */
        public Builder agent(String agent) {
            this.author = Author.agent(requireNonNull(agent, "agent"));
            return this;
        }

        /** Sets the person who acts instead of an agent. */
        public Builder person(String person) {
            this.author = Author.person(requireNonNull(person, "person"));
            return this;
        }

        /** Sets the roles of the agent or person, which the application decides; none by default. */
        public Builder roles(Collection<String> roles) {
            this.roles = Set.copyOf(requireNonNull(roles, "roles"));
            return this;
        }

        /** Sets the cursor in the node's state; {@link Cursor#EMPTY} by default. */
        public Builder cursor(Cursor cursor) {
            this.cursor = requireNonNull(cursor, "cursor");
            return this;
        }

        /** Sets whether siblings run beside the node; {@link Place#SEQUENCE} by default. */
        public Builder place(Place place) {
            this.place = requireNonNull(place, "place");
            return this;
        }

        /** Sets whether others' commits become visible when the node ends; {@link News#BETWEEN_STEPS} by default. */
        public Builder news(News news) {
            this.news = requireNonNull(news, "news");
            return this;
        }

        /** Returns the finished request. */
        public StepRequest build() {
            return new StepRequest(task, user, author, roles, node, thread, cursor, place, news);
        }
    }
}
