package dev.commonground.crew.report;

import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.Timeline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as the templates show it.
 *
 * @param verdict how it ended, in one line
 * @param good whether that is all that could be wished for
 * @param banner what to know about its models; null if a language model did all the work
 * @param result the result as HTML; empty if there is none yet
 * @param resultText the result as it stands
 */
record RunView(
        String run,
        String crew,
        String begun,
        String verdict,
        boolean good,
        @Nullable String banner,
        String result,
        String resultText,
        Matrix matrix,
        List<Turns.Turn> turns,
        Picture picture,
        List<Constraints.Row> constraints,
        List<Conflicts.Row> conflicts,
        List<String> questions,
        List<String> promoted,
        Spending spending,
        List<String> resumed) {

    static RunView of(Timeline timeline) {
        CrewEvent.RunStarted started = timeline.all(CrewEvent.RunStarted.class).stream()
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "A report is made of the events of a run from its start on, but there is no start among these"));
        Ending ending = Ending.of(timeline);
        Names names = Names.of(timeline);
        return new RunView(
                started.run(),
                started.crew(),
                Clocks.time(started.at()),
                ending.verdict(),
                ending.good(),
                banner(started),
                MarkdownPage.html(ending.text()),
                ending.text(),
                Matrix.of(timeline, names),
                Turns.of(timeline, names),
                Picture.of(timeline, started),
                Constraints.of(timeline),
                Conflicts.of(timeline),
                ending.questions(),
                ending.promoted(),
                Spending.of(timeline, started),
                Resumed.of(timeline));
    }

    private static @Nullable String banner(CrewEvent.RunStarted started) {
        if (started.ruleBased().isEmpty()) {
            return null;
        }
        return started.withoutLanguageModel()
                ? "No language model was used: every agent followed rules, so the quality of the text is not the point."
                : "No language model answered for %s, who followed rules."
                        .formatted(String.join(", ", started.ruleBased()));
    }
}
