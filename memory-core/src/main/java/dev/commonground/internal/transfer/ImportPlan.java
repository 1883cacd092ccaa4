package dev.commonground.internal.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.commonground.internal.guard.Admitted;
import dev.commonground.internal.guard.WriteGate;
import dev.commonground.internal.session.ScopeView;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.MemoryId;
import dev.commonground.memory.Origin;
import dev.commonground.memory.Scope;
import dev.commonground.memory.Statement;
import dev.commonground.store.ActionJson;
import dev.commonground.store.Entry;
import java.time.DateTimeException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The lines of an import that a memory lacks, as entries to append. */
final class ImportPlan {

    private static final double ANNOTATORS_TRUST = 0.5;

    private final List<ObjectNode> lines;
    private final List<Scope> scopes;
    private final WriteGate gate;
    private final Map<Scope, Target> targets = new LinkedHashMap<>();
    private final List<Long> positions = new ArrayList<>();
    private final List<@Nullable MemoryId> ids = new ArrayList<>();
    private @Nullable ImportedTrust trust;

    /** One scope with the entries that it holds and those that it will get. */
    private static final class Target {
        private final String scopeId;
        private final long position;
        private final Function<Statement, MemoryId> identity;
        private final Map<String, Deque<Long>> held = new HashMap<>();
        private final List<Entry.Action> actions = new ArrayList<>();

        private Target(ScopeView view) {
            this.scopeId = view.scopeId();
            this.position = view.position();
            this.identity = view.identity();
            Stream.concat(view.entries().stream(), view.quarantined().stream())
                    .forEach(entry -> held.computeIfAbsent(content(entry.action()), c -> new ArrayDeque<>())
                            .add(entry.position()));
        }

        private Optional<Long> takeHeld(Entry.Action action) {
            Deque<Long> same = held.get(content(action));
            return same == null ? Optional.empty() : Optional.ofNullable(same.pollFirst());
        }
    }

    private ImportPlan(List<ObjectNode> lines, List<Scope> scopes, WriteGate gate) {
        this.lines = lines;
        this.scopes = scopes;
        this.gate = gate;
    }

    /**
     * Plans an import.
     *
     * @param scopes the scope of each line
     * @param gate guards each entry; what it holds back is imported into quarantine
     * @throws IllegalArgumentException if a line cannot be read
     */
    static ImportPlan of(List<ObjectNode> lines, List<Scope> scopes, List<ScopeView> views, WriteGate gate) {
        ImportPlan plan = new ImportPlan(lines, scopes, gate);
        views.stream()
                .filter(view -> scopes.contains(view.scope()))
                .forEach(view -> plan.targets.put(view.scope(), new Target(view)));
        for (int i = 0; i < lines.size(); i++) {
            plan.identify(i);
        }
        plan.trust = new ImportedTrust(lines, plan.ids);
        for (int i = 0; i < lines.size(); i++) {
            plan.add(i);
        }
        return plan;
    }

    private Target target(int line) {
        Target target = targets.get(scopes.get(line));
        if (target == null) {
            throw new IllegalStateException("Every scope of an import is opened before it is planned");
        }
        return target;
    }

    private void identify(int line) {
        ObjectNode node = lines.get(line);
        try {
            ids.add(node.has("text") ? target(line).identity.apply(ActionJson.statement(node)) : null);
        } catch (IllegalArgumentException e) {
            throw unreadable(line, e);
        }
    }

    private void add(int line) {
        Target target = target(line);
        Entry.Action action = guarded(line, action(line));
        Entry.Action trusted = withTrust(line, action);
        Long held = target.takeHeld(action).or(() -> target.takeHeld(trusted)).orElse(null);
        if (held != null) {
            positions.add(held);
        } else {
            target.actions.add(trusted);
            positions.add((long) -target.actions.size());
        }
    }

    private Entry.Action withTrust(int line, Entry.Action action) {
        double limit = Objects.requireNonNull(trust).of(line);
        if (action instanceof Entry.Quarantine held) {
            return new Entry.Quarantine(
                    held.id(), held.statement(), held.assertion().withTrustAtMost(limit), held.reason());
        }
        return action instanceof Entry.Assert asserted
                ? new Entry.Assert(
                        asserted.id(),
                        asserted.statement(),
                        asserted.assertion().withTrustAtMost(limit),
                        asserted.retracts())
                : action;
    }

    private void replaceRetracts(int line, ObjectNode node) {
        List<Long> retracts = new ArrayList<>();
        for (JsonNode number : node.path(LogLine.RETRACTS)) {
            int earlier = earlier(line, number);
            if (Objects.requireNonNull(trust).mayRetract(line, earlier)) {
                retracts.add(positions.get(earlier));
            }
        }
        node.remove(LogLine.RETRACTS);
        retracts.forEach(node.withArray("/" + LogLine.RETRACTS)::add);
    }

    private void replaceDerivedFrom(int line, ObjectNode node) {
        List<String> derivedFrom = new ArrayList<>();
        node.path(LogLine.DERIVED_FROM).forEach(number -> derivedFrom.add(statement(line, number)));
        node.remove(LogLine.DERIVED_FROM);
        derivedFrom.forEach(node.withArray("/" + LogLine.DERIVED_FROM)::add);
    }

    private Entry.Action action(int line) {
        ObjectNode node = lines.get(line).deepCopy();
        MemoryId id = ids.get(line);
        if (id != null) {
            node.put(LogLine.ID, id.value());
        }
        replaceRetracts(line, node);
        replaceDerivedFrom(line, node);
        if (node.has(LogLine.ANNOTATES)) {
            node.put(LogLine.ANNOTATES, statement(line, node.path(LogLine.ANNOTATES)));
        }
        try {
            return ActionJson.read(node);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw unreadable(line, e);
        }
    }

    private Entry.Action guarded(int line, Entry.Action action) {
        Scope scope = scopes.get(line);
        if (action instanceof Entry.Assert asserted) {
            Admitted admitted = gate.admit(scope, asserted.statement(), asserted.assertion());
            return admitted.heldBack() == null
                    ? action
                    : new Entry.Quarantine(
                            asserted.id(), asserted.statement(), asserted.assertion(), admitted.heldBack());
        }
        return action instanceof Entry.Annotate annotation ? guarded(line, annotation) : action;
    }

    /** The guard sees the metadata with the words of the annotated memory, which is an earlier line. */
    private Entry.Action guarded(int line, Entry.Annotate annotation) {
        int annotated = lines.get(line).path(LogLine.ANNOTATES).asInt() - LogLine.FIRST;
        Assertion assertion = new Assertion(
                annotation.author(),
                annotation.at(),
                null,
                null,
                Origin.AGENT,
                ANNOTATORS_TRUST,
                null,
                annotation.metadata(),
                null,
                List.of());
        gate.admitMetadata(scopes.get(line), ActionJson.statement(lines.get(annotated)), assertion);
        return annotation;
    }

    private int earlier(int line, JsonNode number) {
        int other = number.asInt() - LogLine.FIRST;
        if (!number.isIntegralNumber()
                || other < 0
                || other >= line
                || !scopes.get(other).equals(scopes.get(line))) {
            throw unreadable(line, null);
        }
        return other;
    }

    private String statement(int line, JsonNode number) {
        int other = number.asInt() - LogLine.FIRST;
        MemoryId id = number.isIntegralNumber() && other >= 0 && other < ids.size() ? ids.get(other) : null;
        if (id == null) {
            throw unreadable(line, null);
        }
        return id.value();
    }

    /** The cause may quote the line, which is private, so the message names only its class. */
    private static IllegalArgumentException unreadable(int line, @Nullable RuntimeException cause) {
        return new IllegalArgumentException(
                "Line %d is not an entry of an export%s, so nothing was imported: pass what exportTo(...) wrote, unchanged"
                        .formatted(
                                line + LogLine.FIRST,
                                cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")"));
    }

    /** Returns the content of an entry, independent of its position. */
    private static String content(Entry.Action action) {
        Entry.Action plain = action instanceof Entry.Erased erased
                ? new Entry.Forget(erased.author(), erased.at(), List.of())
                : action;
        ObjectNode node = ActionJson.write(plain);
        node.remove(List.of(LogLine.RETRACTS, LogLine.DERIVED_FROM));
        return node.toString();
    }

    boolean isEmpty() {
        return size() == 0;
    }

    int size() {
        return targets.values().stream()
                .mapToInt(target -> target.actions.size())
                .sum();
    }

    /** Returns the entries to append to each scope, by the scope's id. */
    Map<String, List<Entry.Action>> actions() {
        Map<String, List<Entry.Action>> actions = new LinkedHashMap<>();
        targets.values().stream()
                .filter(target -> !target.actions.isEmpty())
                .forEach(target -> actions.put(target.scopeId, target.actions));
        return actions;
    }

    /** Returns the positions of the scopes at the time of the plan, by the scope's id. */
    Map<String, Long> positions() {
        Map<String, Long> stood = new HashMap<>();
        targets.values().forEach(target -> stood.put(target.scopeId, target.position));
        return stood;
    }
}
