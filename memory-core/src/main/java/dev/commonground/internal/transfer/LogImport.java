package dev.commonground.internal.transfer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.commonground.internal.search.Embedder;
import dev.commonground.internal.session.ScopeView;
import dev.commonground.internal.session.Session;
import dev.commonground.internal.session.WriteMode;
import dev.commonground.memory.Scope;
import dev.commonground.store.Commit;
import dev.commonground.store.Entry;
import dev.commonground.store.MemoryStoreException;
import dev.commonground.store.ScopeGoneException;
import dev.commonground.store.StatementVector;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Imports what {@link LogExport} wrote into the scopes of a session, in one commit. */
public final class LogImport {

    private static final int MOST_ATTEMPTS = 100;

    private final Session session;

    public LogImport(Session session) {
        this.session = session;
    }

    /** Imports lines, all of them or none, and returns how many entries were new. */
    public int importFrom(Reader in) {
        List<ObjectNode> lines = read(in);
        if (session.mode() != WriteMode.IMMEDIATE) {
            throw new IllegalStateException(
                    "An import is committed at once: import through a handle outside of graphs and asOf(...)");
        }
        lines.forEach(line -> RedactedLine.redact(line, session.gate()));
        List<Scope> scopes = scopes(lines);
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            session.createMissing(scopes.stream().distinct().toList());
            Optional<ImportPlan> plan = plan(lines, scopes);
            if (plan.isPresent() && (plan.get().isEmpty() || commit(plan.get()))) {
                return plan.get().size();
            }
        }
        throw new MemoryStoreException(
                "Other writers changed the memory during each of %d attempts, so nothing was imported: try again"
                        .formatted(MOST_ATTEMPTS));
    }

    /** Returns empty if somebody deleted one of the scopes since it was opened; the next attempt creates it again. */
    private Optional<ImportPlan> plan(List<ObjectNode> lines, List<Scope> scopes) {
        return session.read(
                views -> views.stream().map(ScopeView::scope).toList().containsAll(scopes)
                        ? Optional.of(ImportPlan.of(lines, scopes, views, session.gate()))
                        : Optional.empty());
    }

    private boolean commit(ImportPlan plan) {
        List<Commit.Append> appends = plan.actions().entrySet().stream()
                .map(e -> new Commit.Append(e.getKey(), null, e.getValue(), vectors(e.getValue()), null))
                .toList();
        try {
            return session.store()
                    .commit(Commit.of(appends).onlyAt(plan.positions()))
                    .accepted();
        } catch (ScopeGoneException e) {
            return false;
        }
    }

    private List<StatementVector> vectors(List<Entry.Action> actions) {
        Embedder embedder = session.embedder();
        if (!embedder.present()) {
            return List.of();
        }
        List<Entry.Assert> asserted = actions.stream()
                .filter(Entry.Assert.class::isInstance)
                .map(Entry.Assert.class::cast)
                .toList();
        List<float[]> vectors =
                embedder.embed(asserted.stream().map(LogImport::embeddedText).toList());
        return IntStream.range(0, vectors.size())
                .mapToObj(i -> vector(asserted.get(i), embedder.modelId(), vectors.get(i)))
                .toList();
    }

    private static String embeddedText(Entry.Assert asserted) {
        return Embedder.embeddedText(
                asserted.statement(), Embedder.speaker(asserted.assertion().author()));
    }

    private static StatementVector vector(Entry.Assert asserted, String model, float[] vector) {
        return new StatementVector(
                asserted.id(), Embedder.speaker(asserted.assertion().author()), model, vector);
    }

    private List<Scope> scopes(List<ObjectNode> lines) {
        Map<String, Scope> own = session.scopes().stream().collect(Collectors.toMap(LogLine::kind, scope -> scope));
        List<Scope> scopes = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String kind = lines.get(i).path(LogLine.SCOPE).asText();
            Scope scope = own.get(kind);
            if (scope == null) {
                throw new IllegalArgumentException(
                        "Line %d belongs to a scope of kind \"%s\", which this handle does not have, so nothing was imported: import through a handle like the one that exported"
                                .formatted(i + LogLine.FIRST, kind));
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
                        "The first line is not %s, so this is not the export of a memory, or another version wrote it"
                                .formatted(LogLine.HEADER));
            }
            List<ObjectNode> lines = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(LogLine.parse(line, lines.size() + LogLine.FIRST));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException("The import could not be read to its end, so nothing was imported", e);
        }
    }
}
