package dev.commonground.crew.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.commonground.crew.internal.Counted;
import java.time.Instant;

/**
 * Converts events to JSON objects and back. The state of the graph holds events in this form.
 *
 * <p>Thread-safe.
 */
public final class EventJson {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addMixIn(CrewEvent.class, Tagged.class)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, new InstantDeserializer())
                    .registerSubtypes(CrewEvent.class.getPermittedSubclasses()))
            .build();

    private EventJson() {}

    /** Names the case of an event. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "event")
    private interface Tagged {}

    /** Parses the format of {@link Instant#toString}. */
    private static final class InstantDeserializer extends FromStringDeserializer<Instant> {

        private static final long serialVersionUID = 1L;

        InstantDeserializer() {
            super(Instant.class);
        }

        @Override
        protected Instant _deserialize(String value, DeserializationContext context) {
            return Instant.parse(value);
        }
    }

    /** Returns {@code event} as JSON text. */
    public static String write(CrewEvent event) {
        try {
            return JSON.writeValueAsString(requireNonNull(event, "event"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "An event cannot be written as JSON: " + event.getClass().getSimpleName(), e);
        }
    }

    /**
     * Returns the event that {@link #write} wrote as {@code json}.
     *
     * @throws IllegalArgumentException if {@code json} is not an event
     */
    public static CrewEvent read(String json) {
        try {
            return JSON.readValue(requireNonNull(json, "json"), CrewEvent.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "A text of %s is not an event: pass a text that write(...) returned"
                            .formatted(Counted.of(json.length(), "character")),
                    e);
        }
    }
}
