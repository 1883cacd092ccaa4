package dev.commonground.crew;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bsc.langgraph4j.state.Channel;
import org.bsc.langgraph4j.state.Channels;
import org.bsc.langgraph4j.state.Reducer;

/**
 * The channels of a crew's state. A map channel merges by key, and the keys name a task or an attempt. Merging the same
 * update twice changes nothing.
 */
final class CrewChannels {

    static final String RUN = "crew.run";
    static final String CREW = "crew.name";
    static final String TASKS = "crew.tasks";
    static final String USER = "crew.user";
    static final String INPUTS = "crew.inputs";
    static final String BRIEFINGS = "crew.briefings";
    static final String SHOWN = "crew.shown";
    static final String SKIPPED = "crew.skipped";
    static final String ANSWERS = "crew.answers";
    static final String HELD_BACK = "crew.heldBack";
    static final String REFUSALS = "crew.refusals";
    static final String OUTPUTS = "crew.outputs";
    static final String REVIEWS = "crew.reviews";
    static final String DELEGATIONS = "crew.delegations";
    static final String EVENTS = "crew.events";

    private static final List<String> MAPS = List.of(
            INPUTS, BRIEFINGS, SHOWN, SKIPPED, ANSWERS, HELD_BACK, REFUSALS, OUTPUTS, REVIEWS, DELEGATIONS, EVENTS);

    private CrewChannels() {}

    static Map<String, Channel<?>> schema() {
        Reducer<Map<String, String>> merge = CrewChannels::merged;
        Map<String, Channel<?>> schema = new LinkedHashMap<>();
        MAPS.forEach(name -> schema.put(name, Channels.base(merge, LinkedHashMap::new)));
        return schema;
    }

    private static Map<String, String> merged(Map<String, String> old, Map<String, String> fresh) {
        Map<String, String> both = new LinkedHashMap<>(old);
        both.putAll(fresh);
        return both;
    }
}
