package dev.commonground.crew;

import static java.util.Objects.requireNonNull;

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

/** The state of a crew's graph. It contains only strings and maps of strings, which every serializer supports. */
public final class CrewState extends AgentState {

    private final LongTexts texts;

    /** Creates a state from the data of a graph that contains all its texts. */
    public CrewState(Map<String, Object> data) {
        this(requireNonNull(data, "data"), LongTexts.none());
    }

    CrewState(Map<String, Object> data, LongTexts texts) {
        super(data);
        this.texts = texts;
    }

    /** Returns the id of the run. */
    public String run() {
        return this.<String>value(CrewChannels.RUN).orElse("");
    }

    /** Returns the newest accepted answer of each finished task, by the name of the task. */
    public Map<String, String> outputs() {
        Map<String, String> outputs = new LinkedHashMap<>();
        rounds().forEach((job, text) -> outputs.put(TaskRound.read(job).task(), text));
        return outputs;
    }

    /** Returns the accepted answers by job. The rounds of each task are in order. */
    SortedMap<String, String> rounds() {
        SortedMap<String, String> rounds = new TreeMap<>(Comparator.comparing(TaskRound::read));
        rounds.putAll(map(CrewChannels.OUTPUTS));
        rounds.values().removeIf(String::isEmpty);
        return rounds;
    }

    /** Returns the events of the run up to now, in order. */
    public List<CrewEvent> events() {
        SortedMap<String, String> events = new TreeMap<>(new EventOrder());
        events.putAll(map(CrewChannels.EVENTS));
        return events.values().stream().map(EventJson::read).toList();
    }

    /** Returns the number of events with keys that begin with {@code place}. */
    int recorded(String place) {
        return (int) stored(CrewChannels.EVENTS).keySet().stream()
                .filter(key -> key.startsWith(place))
                .count();
    }

    /** Returns the name of the crew that started the run. */
    String crew() {
        return this.<String>value(CrewChannels.CREW).orElse("");
    }

    /** Returns the {@linkplain Plan#shape shape} of the plan at the start of the run. */
    List<String> tasks() {
        return lines(this.<String>value(CrewChannels.TASKS).orElse(""));
    }

    Optional<String> user() {
        return value(CrewChannels.USER);
    }

    Map<String, String> inputs() {
        return map(CrewChannels.INPUTS);
    }

    String briefing(String job) {
        return map(CrewChannels.BRIEFINGS).getOrDefault(job, "");
    }

    /** Returns the ids of the memories in the briefing. */
    List<String> shown(String job) {
        return lines(map(CrewChannels.SHOWN).getOrDefault(job, ""));
    }

    boolean skipped(String job) {
        return map(CrewChannels.SKIPPED).containsKey(job);
    }

    /** Returns the number of the current attempt: one more than the number of refused attempts. */
    int attempt(String job) {
        int attempt = 1;
        while (map(CrewChannels.REFUSALS).containsKey(attempt(job, attempt))) {
            attempt++;
        }
        return attempt;
    }

    /** Returns the number of attempts in the newest round of the task. */
    int attempts(String task) {
        return newestJob(task).map(this::attempt).orElse(0);
    }

    /** Returns the number of rounds of the task that have an accepted answer. */
    int done(String task) {
        return jobs(task).size();
    }

    /** Returns the key of the newest round of the task that has an accepted answer. */
    Optional<String> newestJob(String task) {
        return jobs(task).stream().reduce((before, later) -> later);
    }

    private List<String> jobs(String task) {
        return rounds().keySet().stream()
                .filter(job -> TaskRound.read(job).task().equals(task))
                .toList();
    }

    String answer(String attempt) {
        return map(CrewChannels.ANSWERS).getOrDefault(attempt, "");
    }

    String heldBack(String attempt) {
        return map(CrewChannels.HELD_BACK).getOrDefault(attempt, "");
    }

    /** Returns the reasons for the refusal of the attempt. */
    List<String> refusals(String attempt) {
        return lines(map(CrewChannels.REFUSALS).getOrDefault(attempt, ""));
    }

    /** Returns the review of the attempt; empty before the review. */
    Optional<Review> review(String attempt) {
        return Optional.ofNullable(map(CrewChannels.REVIEWS).get(attempt)).map(Review::read);
    }

    /** Returns the person who replaced the answer of the attempt; empty if nobody did. */
    Optional<String> replacedBy(String attempt) {
        return review(attempt).filter(review -> review.text() != null).map(Review::person);
    }

    /** Returns the delegations of the manager, oldest first. */
    List<Delegation> delegations() {
        return new TreeMap<>(map(CrewChannels.DELEGATIONS))
                .values().stream().map(Delegation::read).toList();
    }

    /** Returns how often the task was delegated. */
    int delegated(String task) {
        return (int)
                delegations().stream().filter(one -> one.task().equals(task)).count();
    }

    /** Returns the key of an attempt. The name of a task cannot contain a slash. */
    static String attempt(String job, int attempt) {
        return job + "/" + attempt;
    }

    private Map<String, String> map(String name) {
        return texts.whole(run(), name, stored(name));
    }

    private Map<String, String> stored(String name) {
        return this.<Map<String, String>>value(name).orElse(Map.of());
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }
}
