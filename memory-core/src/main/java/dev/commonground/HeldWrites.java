package dev.commonground;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.commonground.log.ActionJson;
import dev.commonground.log.Entry;
import dev.commonground.memory.Author;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Scope;
import dev.commonground.memory.WriteOutcome;
import java.util.ArrayList;
import java.util.List;

/** Carries a session's pending writes to a later session of the same agent, as text. */
final class HeldWrites {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Session session;

    HeldWrites(Session session) {
        this.session = session;
    }

    /** Takes the pending writes out of the session. */
    String holdBack() {
        synchronized (session) {
            requireStep();
            ArrayNode held = JsonNodeFactory.instance.arrayNode();
            session.pending().forEach((scope, writes) -> {
                if (!writes.isEmpty()) {
                    ObjectNode ofScope =
                            held.addObject().put("scope", session.scopes().indexOf(scope));
                    writes.actions()
                            .forEach(action -> ofScope.withArray("/actions").add(ActionJson.write(action)));
                }
            });
            session.discard();
            return held.isEmpty() ? "" : held.toString();
        }
    }

    /** Puts what was held back among the session's pending writes. */
    List<WriteOutcome> release(String heldBack) {
        synchronized (session) {
            requireStep();
            List<WriteOutcome> results = new ArrayList<>();
            for (JsonNode ofScope : parse(heldBack)) {
                Scope scope = scope(ofScope.path("scope").asInt(-1));
                List<Entry.Action> actions = new ArrayList<>();
                ofScope.path("actions").forEach(action -> actions.add(ActionJson.read(action)));
                results.addAll(session.write(scope, view -> release(view, session.pending(scope), actions)));
            }
            return results;
        }
    }

    /** The actions name each other by their place among the pending writes, so they must come first. */
    private List<WriteOutcome> release(ScopeView view, PendingWrites pending, List<Entry.Action> actions) {
        if (!pending.isEmpty()) {
            throw new IllegalStateException(
                    "What was held back is released before anything else is written in a step, but %d entries are pending"
                            .formatted(pending.actions().size()));
        }
        List<WriteOutcome> results = new ArrayList<>();
        for (Entry.Action action : actions) {
            List<Memory> retracted = view.retracted(action.retracts());
            if (action instanceof Entry.Assert asserted) {
                List<Author> knownBy =
                        view.live(asserted.id()).map(Memory::authors).orElse(List.of());
                pending.add(action, null);
                view.live(asserted.id()).ifPresent(memory -> {
                    session.show(memory);
                    results.add(AssertionWriter.outcome(view, memory, knownBy, noLongerLive(view, retracted)));
                });
            } else {
                pending.add(action, null);
                noLongerLive(view, retracted).forEach(memory -> results.add(new WriteOutcome.Forgotten(memory)));
            }
        }
        return results;
    }

    private static List<Memory> noLongerLive(ScopeView view, List<Memory> memories) {
        return memories.stream()
                .filter(memory -> view.live(memory.id()).isEmpty())
                .toList();
    }

    private Scope scope(int index) {
        if (index < 0 || index >= session.scopes().size()) {
            throw new IllegalArgumentException(
                    "What was held back belongs to a scope that %s does not have here: release it for the same agent, task and user"
                            .formatted(session.actor().author()));
        }
        return session.scopes().get(index);
    }

    private static JsonNode parse(String heldBack) {
        try {
            return heldBack.isEmpty() ? JsonNodeFactory.instance.arrayNode() : JSON.readTree(heldBack);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "The given text of %d characters is nothing that holdBack() returned: pass that on unchanged"
                            .formatted(heldBack.length()),
                    e);
        }
    }

    private void requireStep() {
        if (session.writes() != Session.Writes.WITH_STEP) {
            throw new IllegalStateException(
                    "Outside a step of a graph every write is committed at once, so nothing can be held back");
        }
    }
}
