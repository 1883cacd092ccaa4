package dev.commonground.crew.report;

import dev.commonground.crew.event.Timeline;

/** What happened in a run. */
public record RunReport(Timeline timeline) {
    /** Returns the report of a timeline. */
    public static RunReport of(Timeline timeline) {
        return new RunReport(timeline);
    }
}
