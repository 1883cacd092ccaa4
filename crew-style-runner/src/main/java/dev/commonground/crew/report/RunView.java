package dev.commonground.crew.report;

import dev.commonground.crew.event.CrewEvent;
import dev.commonground.crew.event.Timeline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The model of the templates: a run and its tables.
 *
 * @param verdict the end of the run, in one line
 * @param good whether the run finished without violations and conflicts
 * @param banner a note about its models; null if all of them are language models
 * @param result the result as HTML; empty if there is none yet
 * @param resultText the result as Markdown
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
        List<Rounds.Round> rounds,
        Picture picture,
        List<Constraints.ConstraintRow> constraints,
        List<ConflictTable.ConflictRow> conflicts,
        List<String> questions,
        List<String> promoted,
        Spending spending,
        List<String> resumed) {

    static RunView of(Timeline timeline) {
        CrewEvent.RunStarted started = started(timeline);
        Ending ending = Ending.of(timeline);
        MemoryNames names = MemoryNames.of(timeline);
        return new RunView(
                started.run(),
                started.crew(),
                Clocks.time(started.at()),
                ending.verdict(),
                ending.good(),
                banner(started),
                MarkdownPage.html(ending.text()),
                MarkdownPage.markdown(ending.text()),
                Matrix.of(timeline, names),
                Rounds.of(timeline, names),
                Picture.of(timeline, started),
                Constraints.of(timeline, names),
                ConflictTable.of(timeline),
                ending.questions(),
                ending.promoted(),
                Spending.of(timeline, started),
                Resumed.of(timeline));
    }

    private static CrewEvent.RunStarted started(Timeline timeline) {
        return timeline.all(CrewEvent.RunStarted.class).stream()
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "The timeline does not contain the start of a run: pass the timeline of a crew or of a result"));
    }

    private static @Nullable String banner(CrewEvent.RunStarted started) {
        if (started.ruleBased().isEmpty()) {
            return null;
        }
        return started.withoutLanguageModel()
                ? "No language model was used: every agent followed rules. Do not judge the quality of the text."
                : "No language model was used for %s: they followed rules."
                        .formatted(String.join(", ", started.ruleBased()));
    }
}
