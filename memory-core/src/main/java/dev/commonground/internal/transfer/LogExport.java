package dev.commonground.internal.transfer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.commonground.internal.session.ScopeView;
import dev.commonground.internal.session.Session;
import dev.commonground.memory.MemoryId;
import dev.commonground.store.ActionJson;
import dev.commonground.store.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes what a session sees as the lines that {@link LogImport} reads. Equal logs become equal lines. */
public final class LogExport {

    private final List<Line> lines = new ArrayList<>();
    private final Map<MemoryId, Integer> lineOfStatement = new HashMap<>();

    /** An entry, and the numbers of the lines that it retracts. */
    private record Line(String scope, Entry.Action action, List<Integer> retracts) {}

    private LogExport() {}

    /**
     * Writes the header and a line for each visible entry.
     *
     * @throws UncheckedIOException if {@code out} fails
     */
    public static void write(Session session, Appendable out) {
        write(session.read(LogExport::lines), out);
    }

    private static List<String> lines(List<ScopeView> views) {
        LogExport export = new LogExport();
        views.forEach(export::number);
        return export.lines.stream().map(line -> export.json(line).toString()).toList();
    }

    private static void write(List<String> lines, Appendable out) {
        try {
            out.append(LogLine.HEADER).append('\n');
            for (String line : lines) {
                out.append(line).append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The export could not be written in full: see the cause", e);
        }
    }

    private void number(ScopeView view) {
        Map<Long, Integer> lineOfPosition = new HashMap<>();
        for (Entry entry : view.entries()) {
            List<Integer> retracts = known(entry.action().retracts(), lineOfPosition);
            int number = LogLine.FIRST + lines.size();
            lineOfPosition.put(entry.position(), number);
            if (entry.action() instanceof Entry.Assert asserted) {
                lineOfStatement.putIfAbsent(asserted.id(), number);
            }
            lines.add(new Line(LogLine.kind(view.scope()), entry.action(), retracts));
        }
    }

    private static <T> List<Integer> known(List<T> named, Map<T, Integer> lines) {
        return named.stream().map(lines::get).filter(Objects::nonNull).toList();
    }

    private ObjectNode json(Line line) {
        Entry.Action action = line.action instanceof Entry.Erased erased
                ? new Entry.Forget(erased.author(), erased.at(), List.of())
                : line.action;
        ObjectNode node = JsonNodeFactory.instance.objectNode().put(LogLine.SCOPE, line.scope);
        node.setAll(ActionJson.write(action));
        node.remove(List.of(LogLine.ID, LogLine.RETRACTS, LogLine.DERIVED_FROM));
        node.properties().removeIf(e -> e.getValue().isNull());
        line.retracts.forEach(node.withArray("/" + LogLine.RETRACTS)::add);
        if (action instanceof Entry.Assert asserted) {
            known(asserted.assertion().derivedFrom(), lineOfStatement)
                    .forEach(node.withArray("/" + LogLine.DERIVED_FROM)::add);
        }
        if (action instanceof Entry.Annotate annotation) {
            node.put(LogLine.ANNOTATES, lineOfStatement.get(annotation.id()));
        }
        return node;
    }
}
