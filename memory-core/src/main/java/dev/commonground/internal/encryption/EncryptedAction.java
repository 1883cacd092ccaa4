package dev.commonground.internal.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.commonground.memory.Assertion;
import dev.commonground.memory.MemoryId;
import dev.commonground.store.ActionJson;
import dev.commonground.store.Entry;
import dev.commonground.store.JsonMappers;
import dev.commonground.store.MemoryStoreException;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts the actions that have content. The content is bound to its scope, its position and all that stays in the clear: the
 * type, the statement's id, author, time and retractions.
 */
final class EncryptedAction {

    private static final List<String> CLEAR = List.of("id", "annotates", "authorType", "author", "at", "retracts");

    private static final List<Long> NONE = List.of();

    private EncryptedAction() {}

    /** Returns the encrypted form of an action that has content, and any other action unchanged. */
    static Entry.Action encrypt(ScopeKey key, String scope, long position, Entry.Action action) {
        Entry.Encrypted clear = clear(action);
        if (clear == null) {
            return action;
        }
        byte[] content = bytes(ActionJson.write(action).without(CLEAR));
        byte[] encrypted = key.encrypt(content, place(scope, position, clear));
        return withContent(clear, Base64.getEncoder().withoutPadding().encodeToString(encrypted));
    }

    /**
     * Returns the action that was encrypted.
     *
     * @throws MemoryStoreException if the entry is not encrypted, or was changed
     */
    static Entry decrypt(ScopeKey key, String scope, Entry entry) {
        if (clear(entry.action()) != null) {
            throw new MemoryStoreException(
                    "The row %s / %d of the table entry is not encrypted, but its scope is: it was written outside the library, or without the key. Restore a backup"
                            .formatted(scope, entry.position()));
        }
        if (entry.action() instanceof Entry.Unreadable damaged) {
            throw new MemoryStoreException(
                    "The row %s / %d of the table entry was changed outside the library, because %s: see SharedMemory.verify(), and restore a backup"
                            .formatted(scope, entry.position(), damaged.problem()));
        }
        return entry.action() instanceof Entry.Encrypted encrypted
                ? with(entry, decrypt(key, scope, entry, encrypted))
                : entry;
    }

    private static Entry with(Entry entry, Entry.Action action) {
        return new Entry(entry.position(), entry.lane(), entry.run(), entry.number(), action);
    }

    private static Entry.Action decrypt(ScopeKey key, String scope, Entry entry, Entry.Encrypted encrypted) {
        RowPlace place = place(scope, entry.position(), encrypted);
        byte[] content = key.decrypt(decoded(encrypted.content()), place);
        try {
            ObjectNode node = (ObjectNode) JsonMappers.LENIENT.readTree(content);
            addClear(node, encrypted);
            return ActionJson.read(node);
        } catch (IOException e) {
            throw new MemoryStoreException(
                    "%s is encrypted, but its content is no JSON: restore a backup".formatted(place), e);
        }
    }

    private static void addClear(ObjectNode node, Entry.Encrypted clear) {
        node.put("authorType", clear.author().type().name())
                .put("author", clear.author().name())
                .put("at", clear.at().toString());
        if (!clear.retracts().isEmpty()) {
            clear.retracts().forEach(node.putArray("retracts")::add);
        }
        MemoryId id = clear.id();
        if (id != null) {
            node.put(clear.type() == Entry.Encrypted.Type.ANNOTATE ? "annotates" : "id", id.value());
        }
    }

    /** A text that is no Base64 has no bytes, and cannot be decrypted. */
    private static byte[] decoded(String content) {
        try {
            return Base64.getDecoder().decode(content);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** Returns what stays in the clear, without content; null if the action has no content. */
    private static Entry.@Nullable Encrypted clear(Entry.Action action) {
        if (action instanceof Entry.Assert asserted) {
            return clear(Entry.Encrypted.Type.ASSERT, asserted.id(), asserted.assertion(), asserted.retracts());
        }
        if (action instanceof Entry.Quarantine held) {
            return clear(Entry.Encrypted.Type.QUARANTINE, held.id(), held.assertion(), NONE);
        }
        if (action instanceof Entry.Annotate annotation) {
            return new Entry.Encrypted(
                    Entry.Encrypted.Type.ANNOTATE, annotation.id(), annotation.author(), annotation.at(), NONE, "");
        }
        return action instanceof Entry.Forget forget ? clear(forget) : null;
    }

    private static Entry.Encrypted clear(
            Entry.Encrypted.Type type, MemoryId id, Assertion assertion, List<Long> retracts) {
        return new Entry.Encrypted(type, id, assertion.author(), assertion.at(), retracts, "");
    }

    private static Entry.Encrypted clear(Entry.Forget forget) {
        return new Entry.Encrypted(
                Entry.Encrypted.Type.FORGET, null, forget.author(), forget.at(), forget.retracts(), "");
    }

    private static Entry.Encrypted withContent(Entry.Encrypted clear, String content) {
        return new Entry.Encrypted(clear.type(), clear.id(), clear.author(), clear.at(), clear.retracts(), content);
    }

    /** The form of these parts is part of the format: an entry that was encrypted must be readable for ever. */
    private static RowPlace place(String scope, long position, Entry.Encrypted clear) {
        MemoryId id = clear.id();
        return new RowPlace(
                "entry",
                List.of(
                        scope,
                        Long.toString(position),
                        clear.type().name(),
                        id == null ? "" : id.value(),
                        clear.author().type().name(),
                        clear.author().name(),
                        clear.at().toString(),
                        clear.retracts().toString()));
    }

    /** Returns the object as UTF-8, in which JSON escapes the unpaired surrogates that UTF-8 cannot encode. */
    private static byte[] bytes(ObjectNode content) {
        String json = content.toString();
        StringBuilder encodable = new StringBuilder(json.length());
        json.codePoints().forEach(c -> {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                encodable.append("\\u%04x".formatted(c));
            } else {
                encodable.appendCodePoint(c);
            }
        });
        return encodable.toString().getBytes(UTF_8);
    }
}
