package dev.commonground.memory;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The policy of a memory: who may give a memory which audience, and who may supersede, forget or erase the words of others.
 *
 * <pre>{@code
 * SharedMemory.builder(file)
 *         .rights(request -> Rights.DEFAULT.allow(request)
 *                 && (request.act() != Rights.Request.Act.ERASE || request.roles().contains("privacy officer")))
 *         .open();
 * }</pre>
 *
 * <p>The memory asks before each act on words of others, and before it writes a draft with an audience. A refusal is a
 * {@link MemoryException.Refused}. A keyed value that may not supersede another stays beside it, in conflict. Nothing is
 * asked for an author's own words.
 *
 * <p>Implementations are thread-safe and return soon. Models have no part in the decision.
 */
@FunctionalInterface
public interface Rights {

    /**
     * The rights of a memory whose builder sets none. Everybody may address a memory to any readers. Agents and persons may
     * supersede. Agents need a reason to forget the words of others. Only persons and the authors themselves may erase.
     */
    Rights DEFAULT = request -> switch (request.act()) {
        case ADDRESS, SUPERSEDE -> true;
        case FORGET -> request.author().type() == Author.Type.PERSON || request.reasoned();
        case ERASE -> request.author().type() == Author.Type.PERSON;
    };

    /** Returns whether somebody may do something. */
    boolean allow(Request request);

    /**
     * The application's directory of roles. The memory asks it when a handle or a step begins, so a person who leaves a
     * role reads what is addressed to that role no longer, not even as of an earlier moment.
     *
     * <pre>{@code
     * SharedMemory.builder(file)
     *         .roles((reader, task) -> staff.contains(reader.name()) ? Set.of("staff") : Set.of())
     *         .open();
     * }</pre>
     *
     * <p>Implementations are thread-safe and return soon. They take no role from a model, a tool call or a conversation.
     */
    @FunctionalInterface
    interface Roles {

        /**
         * Returns the roles of an agent or a person.
         *
         * @param task the task on which the roles hold, or null outside of tasks
         */
        Set<String> of(Author reader, @Nullable String task);
    }

    /**
     * What somebody wants to do, for {@link Rights} to decide. It tells nothing of the words themselves.
     *
     * <p>Immutable and thread-safe.
     *
     * @param act the act
     * @param author the agent or person that wants to act
     * @param roles the roles of the author, as the application gave them
     * @param scope the scope of the memory
     * @param others the authors of the memory besides {@code author}; empty for {@link Act#ADDRESS}
     * @param audience the readers that the memory would get for {@link Act#ADDRESS}, otherwise the readers that it has
     * @param reasoned whether the author gives a reason
     */
    record Request(
            Act act,
            Author author,
            Set<String> roles,
            Scope scope,
            Set<Author> others,
            Audience audience,
            boolean reasoned) {

        /** The acts that need a right. */
        public enum Act {
            /** To write a memory that is not for everybody. */
            ADDRESS,
            /** To supersede the words of others. */
            SUPERSEDE,
            /** To forget the words of others. */
            FORGET,
            /** To erase the words of others for good. */
            ERASE
        }

        public Request {
            requireNonNull(act, "act");
            requireNonNull(author, "author");
            roles = Set.copyOf(requireNonNull(roles, "roles"));
            requireNonNull(scope, "scope");
            others = Set.copyOf(requireNonNull(others, "others"));
            requireNonNull(audience, "audience");
        }
    }
}
