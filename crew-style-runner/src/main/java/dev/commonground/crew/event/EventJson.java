package dev.commonground.crew.event;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;

/**
 * Events as JSON text, one object each: what the graph's state keeps of them.
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

    /** Reads what {@link Instant#toString} wrote. */
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
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An event cannot be written as JSON: " + event, e);
        }
    }

    /**
     * Returns the event that {@link #write} wrote.
     *
     * @throws IllegalArgumentException if {@code json} is no event
     */
    public static CrewEvent read(String json) {
        try {
            return JSON.readValue(json, CrewEvent.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "A text of %d characters is no event: pass what write(...) returned".formatted(json.length()), e);
        }
    }
}
