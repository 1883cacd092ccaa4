package dev.commonground.crew;

import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.EventJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Tells and records what one node does. The keys say where in the run the node stands, so a node that runs again after a
 * crash records the same events again, not more of them, and their order is that of the run.
 */
final class Recorder {

    static final String BRIEF = "1-brief";
    static final String RUN = "2-run";
    static final String CHECK = "3-check";
    static final String REVIEW = "4-review";
    static final String COMMIT = "5-commit";
    static final String JOIN = "6-join";
    static final String RUN_STARTED = "0000";
    static final String RUN_FINISHED = "9999";

    /** Of the events that are no node's: when a run stopped, waited and went on. */
    static final String BETWEEN = "between";

    private final Crew crew;
    private final String run;
    private final String place;
    private final Map<String, String> events = new LinkedHashMap<>();

    Recorder(Crew crew, String run, String place) {
        this.crew = crew;
        this.run = run;
        this.place = place;
    }

    static String place(int position, int attempt, String step) {
        return "%04d.%04d.%s".formatted(position, attempt, step);
    }

    /** Tells the listeners of an event and keeps it. */
    void tell(Function<Instant, CrewEvent> of) {
        CrewEvent event = of.apply(crew.clock().instant());
        events.put("%s.%04d".formatted(place, events.size()), EventJson.write(event));
        crew.tell(run, event);
    }

    /** Keeps an event without telling it. */
    void keep(CrewEvent event) {
        events.put(place, EventJson.write(event));
    }

    Map<String, String> events() {
        return events;
    }
}
