package dev.commonground;

import dev.commonground.log.RecordShelf;
import java.util.List;
import java.util.Optional;

/**
 * One owner's part of a shelf: owners whose collections have the same name never meet.
 *
 * <p>Thread-safe.
 */
final class OwnedShelf implements RecordShelf {

    private final RecordShelf shelf;
    private final String owner;

    OwnedShelf(RecordShelf shelf, String owner) {
        this.shelf = shelf;
        this.owner = owner;
    }

    @Override
    public void put(String collection, String key, byte[] data) {
        shelf.put(RecordShelf.owned(owner, collection), key, data);
    }

    @Override
    public Optional<byte[]> get(String collection, String key) {
        return shelf.get(RecordShelf.owned(owner, collection), key);
    }

    @Override
    public List<Item> list(String collection) {
        return shelf.list(RecordShelf.owned(owner, collection));
    }

    @Override
    public void remove(String collection) {
        shelf.remove(RecordShelf.owned(owner, collection));
    }
}
