package dev.commonground;

import static java.util.Objects.requireNonNull;

import dev.commonground.log.Cursor;
import dev.commonground.memory.Author;
import org.jspecify.annotations.Nullable;

/**
 * A graph's node about to begin, or a person about to step in between two of them.
 *
 * @param task the task the graph works on
 * @param user the user whose memory is read beside it, or null
 * @param author the agent that works in the node, or the person
 * @param node the node's name, as it is written in the graph
 * @param thread the graph's root thread id
 * @param cursor the cursor in the node's state; {@link Cursor#EMPTY} if there is none yet
 * @param place whether the node has siblings that run beside it
 * @param news whether what others do meanwhile comes in when it ends
 */
public record StepRequest(
        String task,
        @Nullable String user,
        Author author,
        String node,
        String thread,
        Cursor cursor,
        Place place,
        News news) {

    /** Where a node stands among others. */
    public enum Place {
        /** It runs alone: what it accepts is the thread's new tip. */
        SEQUENCE,
        /** It runs beside siblings, which do not see it before their join. */
        BRANCH
    }

    /** Whether a thread sees what others do after it began. */
    public enum News {
        /** Between steps, never within one. */
        BETWEEN_STEPS,
        /** Never: the thread sees others as they were when it first looked. */
        PINNED
    }

    public StepRequest {
        requireNonNull(task, "task");
        requireNonNull(author, "author");
        requireNonNull(node, "node");
        requireNonNull(thread, "thread");
        requireNonNull(cursor, "cursor");
        requireNonNull(place, "place");
        requireNonNull(news, "news");
    }

    /** Starts a request for a node that runs alone, as an agent of the node's name, in a thread that begins now. */
    public static Builder builder(String task, String node, String thread) {
        return new Builder(task, node, thread);
    }

    /** Builds a {@link StepRequest}; every setter returns this builder. Not thread-safe. */
    public static final class Builder {

        private final String task;
        private final String node;
        private final String thread;
        private @Nullable String user;
        private Author author;
        private Cursor cursor = Cursor.EMPTY;
        private Place place = Place.SEQUENCE;
        private News news = News.BETWEEN_STEPS;

        private Builder(String task, String node, String thread) {
            this.task = task;
            this.node = node;
            this.thread = thread;
            this.author = Author.agent(node);
        }

        /** Sets the user whose memory is read beside the task's; none unless told otherwise. */
        public Builder user(@Nullable String user) {
            this.user = user;
            return this;
        }

        /** Sets the agent that works in the node; the node's name unless told otherwise. */
        public Builder agent(String agent) {
            this.author = Author.agent(agent);
            return this;
        }

        /** Sets the person who steps in, in the place of an agent. */
        public Builder person(String person) {
            this.author = Author.person(person);
            return this;
        }

        /** Sets the cursor in the node's state; {@link Cursor#EMPTY} unless told otherwise. */
        public Builder cursor(Cursor cursor) {
            this.cursor = cursor;
            return this;
        }

        /** Sets whether the node has siblings; {@link Place#SEQUENCE} unless told otherwise. */
        public Builder place(Place place) {
            this.place = place;
            return this;
        }

        /** Sets whether others' news come in when the node ends; {@link News#BETWEEN_STEPS} unless told otherwise. */
        public Builder news(News news) {
            this.news = news;
            return this;
        }

        /** Returns the finished request. */
        public StepRequest build() {
            return new StepRequest(task, user, author, node, thread, cursor, place, news);
        }
    }
}
