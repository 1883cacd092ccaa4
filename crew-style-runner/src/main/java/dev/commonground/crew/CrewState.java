package dev.commonground.crew;

import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.EventJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bsc.langgraph4j.state.AgentState;
import org.bsc.langgraph4j.state.Channel;
import org.bsc.langgraph4j.state.Channels;
import org.bsc.langgraph4j.state.Reducer;

/**
 * The state of a crew's graph: strings and maps of strings only, so every serializer keeps it as it is. Each map's
 * channel puts new entries over old ones, keyed by task or attempt, so merging a state twice changes nothing.
 */
public final class CrewState extends AgentState {

    static final String RUN = "crew.run";
    static final String TASKS = "crew.tasks";
    static final String USER = "crew.user";
    static final String INPUTS = "crew.inputs";
    static final String BRIEFINGS = "crew.briefings";
    static final String SHOWN = "crew.shown";
    static final String ANSWERS = "crew.answers";
    static final String HELD_BACK = "crew.heldBack";
    static final String REFUSALS = "crew.refusals";
    static final String OUTPUTS = "crew.outputs";
    static final String EVENTS = "crew.events";

    private static final List<String> MAPS =
            List.of(INPUTS, BRIEFINGS, SHOWN, ANSWERS, HELD_BACK, REFUSALS, OUTPUTS, EVENTS);

    /** Wraps the graph's data. */
    public CrewState(Map<String, Object> data) {
        super(data);
    }

    static Map<String, Channel<?>> schema() {
        Reducer<Map<String, String>> merge = CrewState::merged;
        Map<String, Channel<?>> schema = new LinkedHashMap<>();
        MAPS.forEach(name -> schema.put(name, Channels.base(merge, LinkedHashMap::new)));
        return schema;
    }

    private static Map<String, String> merged(Map<String, String> old, Map<String, String> fresh) {
        Map<String, String> both = new LinkedHashMap<>(old);
        both.putAll(fresh);
        return both;
    }

    /** Returns the run's id. */
    public String run() {
        return this.<String>value(RUN).orElse("");
    }

    /** Returns the accepted answer of each finished task, by the task's name. */
    public Map<String, String> outputs() {
        return map(OUTPUTS);
    }

    /** Returns what happened up to now, in order. */
    public List<CrewEvent> events() {
        return new TreeMap<>(map(EVENTS)).values().stream().map(EventJson::read).toList();
    }

    /** Returns the names of the tasks that the run began with. */
    List<String> tasks() {
        return lines(this.<String>value(TASKS).orElse(""));
    }

    Optional<String> user() {
        return value(USER);
    }

    Map<String, String> inputs() {
        return map(INPUTS);
    }

    String briefing(String task) {
        return map(BRIEFINGS).getOrDefault(task, "");
    }

    /** Returns the ids that the briefing showed. */
    List<String> shown(String task) {
        return lines(map(SHOWN).getOrDefault(task, ""));
    }

    /** Returns the number of the task's attempt that is under way: one more than there are refused ones. */
    int attempt(String task) {
        int attempt = 1;
        while (map(REFUSALS).containsKey(attempt(task, attempt))) {
            attempt++;
        }
        return attempt;
    }

    String answer(String task, int attempt) {
        return map(ANSWERS).getOrDefault(attempt(task, attempt), "");
    }

    String heldBack(String task, int attempt) {
        return map(HELD_BACK).getOrDefault(attempt(task, attempt), "");
    }

    /** Returns why the attempt was refused. */
    List<String> refusals(String task, int attempt) {
        return lines(map(REFUSALS).getOrDefault(attempt(task, attempt), ""));
    }

    /** Returns the key of an attempt; no task's name holds a slash. */
    static String attempt(String task, int attempt) {
        return task + "/" + attempt;
    }

    private Map<String, String> map(String name) {
        return this.<Map<String, String>>value(name).orElse(Map.of());
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }
}
