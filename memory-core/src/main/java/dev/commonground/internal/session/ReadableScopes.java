package dev.commonground.internal.session;

import dev.commonground.memory.Author;
import dev.commonground.memory.Scope;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The scopes that an author on a task reads. */
public final class ReadableScopes {

    private ReadableScopes() {}

    /** Returns the scopes, the narrowest first: an agent's own notes, the task's memory, and the user's if there is one. */
    public static List<Scope> of(Author author, Scope.Task task, Scope.@Nullable User user) {
        Stream<Scope> own = author.type() == Author.Type.AGENT
                ? Stream.of(Scope.agentOnTask(author.name(), task.task()), Scope.agent(author.name()))
                : Stream.of();
        return Stream.concat(own, Stream.concat(Stream.of(task), Stream.ofNullable(user)))
                .toList();
    }
}
