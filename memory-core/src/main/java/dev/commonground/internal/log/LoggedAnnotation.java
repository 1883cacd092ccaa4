package dev.commonground.internal.log;

import dev.commonground.store.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Metadata that an entry adds to a statement, with the entries that retract it. */
public final class LoggedAnnotation {

    private final Entry entry;
    private final Entry.Annotate annotation;
    private final List<Entry> retractions = new ArrayList<>(0);

    LoggedAnnotation(Entry entry, Entry.Annotate annotation) {
        this.entry = entry;
        this.annotation = annotation;
    }

    void retract(Entry by) {
        retractions.add(by);
    }

    /**
     * Returns whether no reader of the present needs an {@code older} annotation of the statement: everybody sees this one,
     * it is outside every run and newer, and it sets every name again.
     */
    boolean covers(LoggedAnnotation older) {
        return entry.run() == null
                && annotation.audience().isEveryone()
                && annotation.at().isAfter(older.annotation.at())
                && annotation
                        .metadata()
                        .values()
                        .keySet()
                        .containsAll(older.annotation.metadata().values().keySet());
    }

    /** Returns the entry that adds the metadata. */
    public Entry entry() {
        return entry;
    }

    /** Returns the position in the log. */
    public long position() {
        return entry.position();
    }

    /** Returns the metadata with its author and time. */
    public Entry.Annotate annotation() {
        return annotation;
    }

    List<Entry> retractions() {
        return Collections.unmodifiableList(retractions);
    }
}
