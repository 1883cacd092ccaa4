package dev.commonground.store;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The two JSON mappers of the project: one for its own formats, and one for text that a model wrote.
 *
 * <p>Thread-safe.
 */
public final class JsonMappers {

    /**
     * Reads and writes the project's own formats: rows, exports, held-back writes, journals. It rejects trailing text and
     * duplicate names, and reads integers as {@code long}.
     */
    public static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Reads text that a model wrote; it ignores what follows the first value, and the last of duplicate names counts. */
    public static final ObjectMapper LENIENT = JsonMapper.builder().build();

    private JsonMappers() {}
}
