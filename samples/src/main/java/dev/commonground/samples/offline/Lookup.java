package dev.commonground.samples.offline;

import dev.commonground.samples.offline.Needs.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What to ask the team before a text is written or corrected: the briefing shows only what fits the task's words. */
final class Lookup {

    /** The most questions of one call. */
    private static final int BATCH = 5;

    /** So many findings make a starting point. */
    private static final int ENOUGH = 3;

    private final Prompt prompt;
    private final Tools tools;

    Lookup(Prompt prompt, Tools tools) {
        this.prompt = prompt;
        this.tools = tools;
    }

    /** Asks for what a new text needs: the facts, and what it must speak of. */
    void beforeDrafting() {
        List<String> questions = new ArrayList<>();
        Needs needs = Needs.of(prompt.known());
        if (prompt.worthRecalling()) {
            questions.add(prompt.task());
        }
        if (!prompt.known().isEmpty() && needs.of(Note.Kind.FINDING).size() < ENOUGH) {
            questions.addAll(Vocabulary.SITUATION_QUESTIONS);
        }
        needs.required().stream()
                .filter(topic -> needs.about(topic).isEmpty())
                .map(Topic::phrase)
                .forEach(questions::add);
        ask(questions);
    }

    /** Asks for what the text at hand claims or misses, and the briefing does not say. */
    void beforeEditing() {
        Markdown text = Markdown.parse(prompt.textAtHand());
        Support support = Support.of(prompt);
        List<String> questions = new ArrayList<>(TextEditor.gaps(prompt.textAtHand()));
        text.sentences().stream()
                .filter(sentence -> !support.isSupported(sentence))
                .forEach(questions::add);
        ask(questions);
    }

    /** Asks once in a conversation: who was told nothing need not ask again. */
    private void ask(List<String> questions) {
        if (tools.offers(Tools.RECALL) && prompt.callsOf(Tools.RECALL).isEmpty()) {
            List<String> each = questions.stream().distinct().toList();
            IntStream.iterate(0, start -> start < each.size(), start -> start + BATCH)
                    .mapToObj(start -> each.subList(start, Math.min(start + BATCH, each.size())))
                    .forEach(tools::recall);
        }
    }
}
