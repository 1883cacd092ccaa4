package dev.commonground.samples.offline;

import dev.commonground.memory.Kind;
import dev.commonground.samples.offline.Needs.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Recalls memories before a text is written or corrected. The briefing shows only memories that match the task. */
final class Lookup {

    /** The maximum number of questions in one call. */
    private static final int BATCH = 5;

    /** The fewest findings for a section about the situation. */
    private static final int ENOUGH = 3;

    private final ParsedPrompt prompt;
    private final Tools tools;

    Lookup(ParsedPrompt prompt, Tools tools) {
        this.prompt = prompt;
        this.tools = tools;
    }

    /** Asks for the facts and the required topics of a new text. */
    void beforeDrafting() {
        List<String> questions = new ArrayList<>(prompt.worthRecalling() ? List.of(prompt.task()) : List.of());
        Needs needs = Needs.of(prompt.known());
        if (!prompt.known().isEmpty() && needs.of(Kind.FINDING).size() < ENOUGH) {
            questions.addAll(OfflineVocabulary.SITUATION_QUESTIONS);
        }
        needs.required().stream()
                .filter(topic -> needs.about(topic).isEmpty())
                .map(Topic::phrase)
                .forEach(questions::add);
        ask(questions);
    }

    /** Asks for the claims and gaps of the text that the briefing does not cover. */
    void beforeEditing() {
        SectionedText text = SectionedText.parse(prompt.textAtHand());
        Support support = Support.of(prompt);
        List<String> questions = new ArrayList<>(TextEditor.gaps(prompt.textAtHand()));
        text.sentences().stream()
                .filter(sentence -> !support.isSupported(sentence))
                .forEach(questions::add);
        ask(questions);
    }

    /** Asks at most once in a conversation, because a repeated question gets the same answer. */
    private void ask(List<String> questions) {
        if (tools.offers(Tools.RECALL) && prompt.callsOf(Tools.RECALL).isEmpty()) {
            List<String> each = questions.stream().distinct().toList();
            IntStream.iterate(0, start -> start < each.size(), start -> start + BATCH)
                    .mapToObj(start -> each.subList(start, Math.min(start + BATCH, each.size())))
                    .forEach(tools::recall);
        }
    }
}
