package dev.commonground.langgraph4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bsc.langgraph4j.serializer.StateSerializer;
import org.bsc.langgraph4j.serializer.plain_text.jackson.JacksonStateSerializer;
import org.bsc.langgraph4j.serializer.std.ObjectStreamStateSerializer;
import org.bsc.langgraph4j.state.AgentState;
import org.bsc.langgraph4j.state.Channel;
import org.bsc.langgraph4j.state.Channels;

/** The state of the graphs in these tests: a growing list and the values that nodes add. */
final class TestState extends AgentState implements MemoryAware {

    static final Map<String, Channel<?>> SCHEMA = Map.of("log", Channels.appender(ArrayList::new));

    TestState(Map<String, Object> data) {
        super(data);
    }

    List<String> log() {
        return this.<List<String>>value("log").orElse(List.of());
    }

    String text(String key) {
        return this.<String>value(key).orElse("");
    }

    /** LangGraph4j's serializers for this state. */
    enum Serialization {
        OBJECT_STREAM,
        JACKSON;

        StateSerializer<TestState> serializer() {
            return this == OBJECT_STREAM
                    ? new ObjectStreamStateSerializer<>(TestState::new)
                    : new JacksonStateSerializer<>(TestState::new) {};
        }
    }
}
