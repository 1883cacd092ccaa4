package dev.commonground.benchmarks.learning;

import dev.commonground.learning.Rules.Utterance;
import dev.commonground.memory.Author;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A conversation with labels for the statements that it makes.
 *
 * @param held whether the conversation is held back: the rules were not tuned on it
 * @param difficulty {@code plain}, or the reason why the conversation is difficult
 */
record LabelledConversation(
        String name, String trade, boolean held, String difficulty, List<Utterance> utterances, List<Label> labels) {

    private static final String HEAD = "== ";
    private static final String LABEL = "-> ";

    /** Returns the conversations of all resource files. */
    static List<LabelledConversation> all() throws IOException {
        List<LabelledConversation> all = new ArrayList<>(of("conversations.txt"));
        all.addAll(of("everyday.txt"));
        return List.copyOf(all);
    }

    /** Returns the conversations of a resource file. */
    static List<LabelledConversation> of(String resource) throws IOException {
        return read(SentenceTable.text(resource));
    }

    static List<LabelledConversation> read(String text) {
        List<LabelledConversation> all = new ArrayList<>();
        for (String line : text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList()) {
            if (line.startsWith(HEAD)) {
                all.add(withHead(line.substring(HEAD.length()).split(" \\| ", -1)));
            } else {
                all.get(all.size() - 1).add(line);
            }
        }
        return List.copyOf(all);
    }

    private static LabelledConversation withHead(String[] head) {
        return new LabelledConversation(
                head[0], head[1], head[2].equals("held"), head[3], new ArrayList<>(), new ArrayList<>());
    }

    private void add(String line) {
        if (line.startsWith(LABEL)) {
            labels.add(Label.read(line.substring(LABEL.length())));
        } else {
            int colon = line.indexOf(": ");
            Author speaker = Author.person(line.substring(0, colon));
            utterances.add(new Utterance(utterances.size() + 1, speaker, line.substring(colon + 2)));
        }
    }
}
