package dev.commonground.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.commonground.log.MemoryStoreException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The lists and maps that stand in a column, as JSON. */
public final class RowJson {

    /** Most lists and maps are empty, and need no parser. */
    static final String EMPTY_LIST = "[]";

    /** An empty map. */
    static final String EMPTY_MAP = "{}";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    private RowJson() {}

    /** Returns a list of plain values as JSON. */
    public static String write(List<?> values) {
        return values.isEmpty() ? EMPTY_LIST : text(values);
    }

    /** Returns a map of plain values as JSON. */
    public static String write(Map<?, ?> values) {
        return values.isEmpty() ? EMPTY_MAP : text(values);
    }

    /** Returns the lanes of a run and how far each has come, which were written as a map; none for null. */
    public static SortedMap<Long, Long> lanes(@Nullable String json) {
        return json == null ? new TreeMap<>() : read(json, new TypeReference<TreeMap<Long, Long>>() {});
    }

    private static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Lists and maps of plain values can be written as JSON", e);
        }
    }

    /**
     * Reads what was written.
     *
     * @throws MemoryStoreException if it is not JSON of that type
     */
    public static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new MemoryStoreException(
                    "The memory holds an entry that cannot be read: restore a backup, or remove the entry by hand", e);
        }
    }
}
