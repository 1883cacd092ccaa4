package dev.commonground;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.commonground.log.Commit;
import dev.commonground.log.Entry;
import dev.commonground.log.MemoryStoreException;
import dev.commonground.log.StatementVector;
import dev.commonground.memory.Scope;
import dev.commonground.recall.Embedder;
import dev.commonground.recall.ScopeIndex;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Takes what {@link LogExport} wrote into a session's scopes, in one commit. */
final class LogImport {

    private static final int MOST_ATTEMPTS = 100;

    private final Session session;

    LogImport(Session session) {
        this.session = session;
    }

    int importFrom(Reader in) {
        List<ObjectNode> lines = read(in);
        synchronized (session) {
            if (session.writes() != Session.Writes.AT_ONCE) {
                throw new IllegalStateException(
                        "An import is committed at once: take it in through a handle outside of graphs and asOf(...)");
            }
            List<Scope> scopes = scopes(lines);
            session.engine().records(scopes.stream().distinct().toList());
            for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
                ImportPlan plan = session.read(views -> ImportPlan.of(lines, scopes, views));
                if (plan.isEmpty() || commit(plan)) {
                    return plan.size();
                }
            }
        }
        throw new MemoryStoreException(
                "The memory was written by others at each of %d attempts, so nothing was taken in: try again"
                        .formatted(MOST_ATTEMPTS));
    }

    private boolean commit(ImportPlan plan) {
        List<Commit.Append> appends = plan.actions().entrySet().stream()
                .map(e -> new Commit.Append(e.getKey(), null, e.getValue(), vectors(e.getValue()), null))
                .toList();
        return session.engine()
                .store()
                .commit(Commit.of(appends).onlyAt(plan.positions()))
                .accepted();
    }

    private List<StatementVector> vectors(List<Entry.Action> actions) {
        Embedder embedder = session.engine().embedder();
        if (!embedder.present()) {
            return List.of();
        }
        List<Entry.Assert> asserted = actions.stream()
                .filter(Entry.Assert.class::isInstance)
                .map(Entry.Assert.class::cast)
                .toList();
        List<float[]> vectors = embedder.embed(asserted.stream()
                .map(said -> ScopeIndex.spoken(
                        said.statement(), ScopeIndex.voice(said.assertion().author())))
                .toList());
        List<StatementVector> kept = new ArrayList<>();
        for (int i = 0; i < vectors.size(); i++) {
            Entry.Assert said = asserted.get(i);
            String voice = ScopeIndex.voice(said.assertion().author());
            kept.add(new StatementVector(said.id(), voice, embedder.modelId(), vectors.get(i)));
        }
        return kept;
    }

    private List<Scope> scopes(List<ObjectNode> lines) {
        Map<String, Scope> own = session.scopes().stream().collect(Collectors.toMap(LogLine::sort, scope -> scope));
        List<Scope> scopes = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String sort = lines.get(i).path(LogLine.SCOPE).asText();
            Scope scope = own.get(sort);
            if (scope == null) {
                throw new IllegalArgumentException(
                        "Line %d belongs to a scope of the sort \"%s\", which this handle does not have, so nothing was taken in: import through a handle like the one that exported"
                                .formatted(i + LogLine.FIRST, sort));
            }
            scopes.add(scope);
        }
        return scopes;
    }

    private static List<ObjectNode> read(Reader in) {
        try {
            BufferedReader reader = new BufferedReader(in);
            String header = reader.readLine();
            if (!LogLine.HEADER.equals(header)) {
                throw new IllegalArgumentException(
                        "The first line is not %s, so this is no export of a memory, or one of another version"
                                .formatted(LogLine.HEADER));
            }
            List<ObjectNode> lines = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(LogLine.parse(line, lines.size() + LogLine.FIRST));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException("The import could not be read to its end, so nothing was taken in", e);
        }
    }
}
