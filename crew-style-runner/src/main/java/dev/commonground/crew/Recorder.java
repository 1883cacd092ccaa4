package dev.commonground.crew;

import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.CrewListener;
import dev.commonground.crew.event.EventJson;
import java.time.Clock;
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
    static final String COMMIT = "4-commit";
    static final String RUN_STARTED = "0000";
    static final String RUN_FINISHED = "9999";

    private final CrewListener listener;
    private final Clock clock;
    private final String place;
    private final Map<String, String> events = new LinkedHashMap<>();

    Recorder(CrewListener listener, Clock clock, int position, int attempt, String step) {
        this.listener = listener;
        this.clock = clock;
        this.place = "%04d.%04d.%s".formatted(position, attempt, step);
    }

    /** Tells the listeners of an event and keeps it. */
    void tell(Function<Instant, CrewEvent> of) {
        CrewEvent event = of.apply(clock.instant());
        events.put("%s.%04d".formatted(place, events.size()), EventJson.write(event));
        listener.on(event);
    }

    /** Keeps an event without telling it. */
    void keep(String key, Function<Instant, CrewEvent> of) {
        events.put(key, EventJson.write(of.apply(clock.instant())));
    }

    Map<String, String> events() {
        return events;
    }
}
