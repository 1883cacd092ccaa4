package dev.commonground.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Converts the lists and maps of a column to and from JSON. */
public final class RowJson {

    /** The empty list. Most lists and maps are empty, and readers compare the text instead of parsing it. */
    static final String EMPTY_LIST = "[]";

    /** The empty map. */
    static final String EMPTY_MAP = "{}";

    private RowJson() {}

    /** Returns a list of plain values as JSON. */
    public static String write(List<?> values) {
        return values.isEmpty() ? EMPTY_LIST : text(values);
    }

    /** Returns a map of plain values as JSON. */
    public static String write(Map<?, ?> values) {
        return values.isEmpty() ? EMPTY_MAP : text(values);
    }

    /**
     * Returns the last number of each lane, from a written map; an empty map for null.
     *
     * @throws MemoryStoreException if the text is no map of numbers
     */
    public static SortedMap<Long, Long> lanes(@Nullable String json) {
        SortedMap<Long, Long> lanes =
                json == null ? new TreeMap<>() : read(json, new TypeReference<TreeMap<Long, Long>>() {});
        if (lanes.containsValue(null)) {
            throw new DamagedJsonException(new IllegalArgumentException("A lane has no number"));
        }
        return lanes;
    }

    private static String text(Object value) {
        try {
            return JsonMappers.STRICT.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Lists and maps of plain values can be written as JSON", e);
        }
    }

    /**
     * Reads a written list or map.
     *
     * @throws MemoryStoreException if the text is no JSON of this type
     */
    public static <T> T read(String json, TypeReference<T> type) {
        try {
            return JsonMappers.STRICT.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new DamagedJsonException(e);
        }
    }

    /**
     * Reads a written object.
     *
     * @throws MemoryStoreException if the text is no JSON
     */
    static JsonNode tree(String json) {
        return read(json, new TypeReference<>() {});
    }
}
