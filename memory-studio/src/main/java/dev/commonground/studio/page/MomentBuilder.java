package dev.commonground.studio.page;

import dev.commonground.memory.Assertion;
import dev.commonground.store.Entry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the moments of a task in the entries of its log, in the order of their positions. */
final class MomentBuilder {

    private final List<Moments.Moment> moments = new ArrayList<>();

    private long position;
    private long settled;

    void add(Entry entry) {
        position = entry.position();
        settled = isOnlyNew(entry.action()) ? settled : position;
        Moments.Moment next = moment(entry, moments.size() + 1);
        if (next != null) {
            add(next);
        }
    }

    private void add(Moments.Moment next) {
        int last = moments.size() - 1;
        if (last >= 0 && next.continues(moments.get(last))) {
            moments.set(last, next.numbered(moments.size()));
        } else {
            moments.add(next);
        }
    }

    private static Moments.@Nullable Moment moment(Entry entry, int number) {
        if (entry.action() instanceof Entry.Assert asserted) {
            Assertion said = asserted.assertion();
            return new Moments.Moment(number, entry.position(), said.at(), said.author(), said.node(), said.thread());
        }
        return entry.action() instanceof Entry.Forget forget
                ? new Moments.Moment(number, entry.position(), forget.at(), forget.author(), null, null)
                : null;
    }

    /** Returns whether an entry leaves earlier moments as they were. Erasures and revocations do not. */
    private static boolean isOnlyNew(Entry.Action action) {
        return action instanceof Entry.Assert
                || action instanceof Entry.Forget
                || action instanceof Entry.Annotate
                || action instanceof Entry.Tip;
    }

    /** Returns the moments up to now, which later entries do not change. */
    Moments build(String scope) {
        return new Moments(scope, position, settled, List.copyOf(moments));
    }
}
