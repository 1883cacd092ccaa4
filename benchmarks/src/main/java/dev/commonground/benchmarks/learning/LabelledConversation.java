package dev.commonground.benchmarks.learning;

import dev.commonground.learning.Utterance;
import dev.commonground.memory.Author;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

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

    /** Returns the conversations of the resource file. */
    static List<LabelledConversation> all() throws IOException {
        try (InputStream file = Objects.requireNonNull(
                LabelledConversation.class.getResourceAsStream("conversations.txt"), "conversations")) {
            return read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
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
