package dev.commonground.crew;

import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.EventJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Records the events of one node and delivers them to the listeners. The keys of the events contain the place of the node
 * in the run. A node that runs again after a crash overwrites its events, and sorting by key gives the order of the run.
 */
final class EventRecorder {

    static final String BRIEF = "1-brief";
    static final String RUN = "2-run";
    static final String CHECK = "3-check";
    static final String REVIEW = "4-review";
    static final String COMMIT = "5-commit";
    static final String JOIN = "6-join";
    static final String RUN_STARTED = "0000";
    static final String RUN_FINISHED = "9999";

    /** The place of events outside of nodes: stops and resumes. */
    static final String BETWEEN = "between";

    private final Crew crew;
    private final String run;
    private final String place;
    private final Map<String, String> events = new LinkedHashMap<>();

    EventRecorder(Crew crew, String run, String place) {
        this.crew = crew;
        this.run = run;
        this.place = place;
    }

    static String place(int position, int attempt, String step) {
        return "%04d.%04d.%s".formatted(position, attempt, step);
    }

    /** Delivers an event to the listeners and records it. */
    void tell(Function<Instant, CrewEvent> of) {
        CrewEvent event = of.apply(crew.clock().instant());
        events.put("%s.%04d".formatted(place, events.size()), EventJson.write(event));
        crew.tell(run, event);
    }

    /** Records an event without delivering it. */
    void keep(CrewEvent event) {
        events.put(place, EventJson.write(event));
    }

    Map<String, String> events() {
        return events;
    }
}
