package dev.commonground.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.commonground.log.MemoryStoreException;
import java.util.List;
import java.util.Map;

/** The lists and maps that stand in a column. */
final class RowJson {

    /** Most lists and maps are empty, and need no parser. */
    static final String EMPTY_LIST = "[]";

    /** An empty map. */
    static final String EMPTY_MAP = "{}";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    private RowJson() {}

    static String write(List<?> values) {
        return values.isEmpty() ? EMPTY_LIST : text(values);
    }

    static String write(Map<?, ?> values) {
        return values.isEmpty() ? EMPTY_MAP : text(values);
    }

    private static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Lists and maps of plain values can be written as JSON", e);
        }
    }

    static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new MemoryStoreException(
                    "The memory holds an entry that cannot be read: restore a backup, or remove the entry by hand", e);
        }
    }
}
