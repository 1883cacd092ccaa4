package dev.commonground.internal.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.commonground.memory.Author;
import dev.commonground.memory.Memory;
import dev.commonground.memory.Scope;
import dev.commonground.memory.WriteOutcome;
import dev.commonground.store.ActionJson;
import dev.commonground.store.Entry;
import dev.commonground.store.JsonMappers;
import java.util.ArrayList;
import java.util.List;

/** Carries the pending writes of a step to a later step of the same agent, as text. */
public final class HeldWrites {

    private final Session session;

    public HeldWrites(Session session) {
        this.session = session;
    }

    /** Takes the pending writes out of the session; returns an empty text if there are none. */
    public String holdBack() {
        return session.exclusively(() -> {
            ArrayNode held = JsonNodeFactory.instance.arrayNode();
            session.uncommitted().forEach((scope, writes) -> {
                if (!writes.isEmpty()) {
                    ObjectNode ofScope =
                            held.addObject().put("scope", session.scopes().indexOf(scope));
                    writes.actions()
                            .forEach(action -> ofScope.withArray("/actions").add(ActionJson.write(action)));
                }
            });
            session.uncommitted().clear();
            return held.isEmpty() ? "" : held.toString();
        });
    }

    /** Adds what was held back to the session's pending writes. */
    public List<WriteOutcome> release(String heldBack) {
        return session.exclusively(() -> {
            List<WriteOutcome> results = new ArrayList<>();
            for (JsonNode ofScope : parse(heldBack)) {
                Scope scope = scope(ofScope.path("scope").asInt(-1));
                List<Entry.Action> actions = new ArrayList<>();
                ofScope.path("actions").forEach(action -> actions.add(ActionJson.read(action)));
                results.addAll(session.write(scope, view -> release(view, session.pending(scope), actions)));
            }
            return results;
        });
    }

    /** The actions refer to each other by their index among the pending writes, so they must come first. */
    private List<WriteOutcome> release(ScopeView view, PendingWrites pending, List<Entry.Action> actions) {
        if (!pending.isEmpty()) {
            throw new IllegalStateException(
                    "A step releases held-back writes before anything else is written, but this one has written already: release first");
        }
        List<WriteOutcome> results = new ArrayList<>();
        for (Entry.Action action : actions) {
            results.addAll(release(view, pending, action));
        }
        return results;
    }

    private List<WriteOutcome> release(ScopeView view, PendingWrites pending, Entry.Action action) {
        List<Memory> retracted = view.liveAt(action.retracts());
        if (action instanceof Entry.Assert asserted) {
            List<Author> knownBy = view.live(asserted.id()).map(Memory::authors).orElse(List.of());
            pending.add(action, null);
            return view
                    .live(asserted.id())
                    .map(memory -> released(view, memory, knownBy, noLongerLive(view, retracted)))
                    .stream()
                    .toList();
        }
        pending.add(action, null);
        return noLongerLive(view, retracted).stream()
                .<WriteOutcome>map(WriteOutcome.Forgotten::new)
                .toList();
    }

    private WriteOutcome released(ScopeView view, Memory memory, List<Author> knownBy, List<Memory> previous) {
        session.show(memory);
        return AssertionWriter.outcome(view, memory, knownBy, previous);
    }

    private static List<Memory> noLongerLive(ScopeView view, List<Memory> memories) {
        return memories.stream()
                .filter(memory -> view.live(memory.id()).isEmpty())
                .toList();
    }

    private Scope scope(int index) {
        if (index < 0 || index >= session.scopes().size()) {
            throw new IllegalArgumentException(
                    "The held-back writes belong to a scope that %s does not have here: release them for the same agent, task and user"
                            .formatted(session.author()));
        }
        return session.scopes().get(index);
    }

    private static JsonNode parse(String heldBack) {
        try {
            JsonNode held =
                    heldBack.isEmpty() ? JsonNodeFactory.instance.arrayNode() : JsonMappers.STRICT.readTree(heldBack);
            if (held.isArray()) {
                return held;
            }
        } catch (JsonProcessingException e) {
            throw unknown(heldBack); // the cause may quote the text of a memory
        }
        throw unknown(heldBack);
    }

    private static IllegalArgumentException unknown(String heldBack) {
        return new IllegalArgumentException(
                "holdBack() did not return the given text (length %d): pass its result unchanged"
                        .formatted(heldBack.length()));
    }
}
