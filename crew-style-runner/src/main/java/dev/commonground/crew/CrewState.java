package dev.commonground.crew;

import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.EventJson;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
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

    private final LongTexts texts;

    /** Wraps the graph's data, whose texts all stand in it. */
    public CrewState(Map<String, Object> data) {
        this(data, LongTexts.none());
    }

    CrewState(Map<String, Object> data, LongTexts texts) {
        super(data);
        this.texts = texts;
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

    /** Returns the accepted answer of each finished task, by the task's name; the newest if it was done again. */
    public Map<String, String> outputs() {
        Map<String, String> outputs = new LinkedHashMap<>();
        rounds().forEach((job, text) -> outputs.put(Job.read(job).task(), text));
        return outputs;
    }

    /** Returns the accepted answers by job, each task's rounds in their order. */
    SortedMap<String, String> rounds() {
        SortedMap<String, String> rounds = new TreeMap<>(Comparator.comparing(Job::read));
        rounds.putAll(map(OUTPUTS));
        rounds.values().removeIf(String::isEmpty);
        return rounds;
    }

    /** Returns what happened up to now, in order. */
    public List<CrewEvent> events() {
        return new TreeMap<>(map(EVENTS)).values().stream().map(EventJson::read).toList();
    }

    /** Returns how many events of a sort of place there are. */
    int recorded(String place) {
        return (int) standing(EVENTS).keySet().stream()
                .filter(key -> key.startsWith(place))
                .count();
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

    String briefing(String job) {
        return map(BRIEFINGS).getOrDefault(job, "");
    }

    /** Returns the ids that the briefing showed. */
    List<String> shown(String job) {
        return lines(map(SHOWN).getOrDefault(job, ""));
    }

    boolean skipped(String job) {
        return map(SKIPPED).containsKey(job);
    }

    /** Returns the number of the job's attempt that is under way: one more than there are refused ones. */
    int attempt(String job) {
        int attempt = 1;
        while (map(REFUSALS).containsKey(attempt(job, attempt))) {
            attempt++;
        }
        return attempt;
    }

    /** Returns how many answers the task took, in its newest round. */
    int attempts(String task) {
        return rounds().keySet().stream()
                .filter(job -> Job.read(job).task().equals(task))
                .reduce((before, later) -> later)
                .map(this::attempt)
                .orElse(0);
    }

    String answer(String attempt) {
        return map(ANSWERS).getOrDefault(attempt, "");
    }

    String heldBack(String attempt) {
        return map(HELD_BACK).getOrDefault(attempt, "");
    }

    /** Returns why the attempt was refused. */
    List<String> refusals(String attempt) {
        return lines(map(REFUSALS).getOrDefault(attempt, ""));
    }

    /** Returns what a person said of the attempt, empty if nobody has looked at it. */
    Optional<Review> review(String attempt) {
        return Optional.ofNullable(map(REVIEWS).get(attempt)).map(Review::read);
    }

    /** Returns what a manager gave out, oldest first. */
    List<Delegation> delegations() {
        return new TreeMap<>(map(DELEGATIONS))
                .values().stream().map(Delegation::read).toList();
    }

    /** Returns how often the task was given out. */
    int delegated(String task) {
        return (int)
                delegations().stream().filter(one -> one.task().equals(task)).count();
    }

    /** Returns the key of an attempt; no task's name holds a slash. */
    static String attempt(String job, int attempt) {
        return job + "/" + attempt;
    }

    private Map<String, String> map(String name) {
        Map<String, String> map = new LinkedHashMap<>(standing(name));
        map.replaceAll((key, standing) -> texts.text(run(), standing));
        return map;
    }

    private Map<String, String> standing(String name) {
        return this.<Map<String, String>>value(name).orElse(Map.of());
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }
}
