package dev.commonground.studio.page;

import dev.commonground.memory.Author;
import dev.commonground.memory.Filter;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which memories a visitor asked for; every part is empty if all pass.
 *
 * @param author a name, with {@code person:} before that of a person
 * @param scope {@code task} or {@code user}
 * @param status a status but that of quarantined memories; empty means live
 * @param trust the least trust, a number from 0 to 1
 */
public record PageFilter(String kind, String author, String scope, String status, String trust) {

    private static final String PERSON = "person:";

    static PageFilter of(HttpServletRequest request) {
        return new PageFilter(
                PageQuery.given(request, "kind"),
                PageQuery.given(request, "author"),
                PageQuery.given(request, "scope"),
                PageQuery.given(request, "status"),
                PageQuery.given(request, "trust"));
    }

    /** Returns the condition on everything but the status, for a visitor who looks at a task. */
    Filter filter(String task, @Nullable String user) {
        List<Filter> filters = new ArrayList<>();
        if (!kind.isEmpty()) {
            filters.add(Filter.kind(named(Kind.class, kind)));
        }
        if (!author.isEmpty()) {
            filters.add(Filter.author(namedAuthor()));
        }
        if (!scope.isEmpty()) {
            filters.add(
                    scope.equals("user") && user != null
                            ? Filter.scope(Scope.user(user))
                            : Filter.scope(Scope.task(task)));
        }
        if (!trust.isEmpty()) {
            filters.add(Filter.trust().atLeast(number(trust)));
        }
        return Filter.and(filters.toArray(Filter[]::new));
    }

    /** Returns the wanted status. */
    Memory.Status wantedStatus() {
        return status.isEmpty() ? Memory.Status.LIVE : named(Memory.Status.class, status);
    }

    private Author namedAuthor() {
        return author.startsWith(PERSON) ? Author.person(author.substring(PERSON.length())) : Author.agent(author);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("The trust %s is not a number: give one from 0 to 1".formatted(text), e);
        }
    }

    private static <E extends Enum<E>> E named(Class<E> type, String name) {
        return Stream.of(type.getEnumConstants())
                .filter(one -> one.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no %s %s: choose one of the page's form".formatted(type.getSimpleName(), name)));
    }

    static List<String> names(Enum<?>[] constants) {
        return Stream.of(constants)
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
