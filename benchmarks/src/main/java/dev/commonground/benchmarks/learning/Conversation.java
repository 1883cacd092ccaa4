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
 * A conversation and what should be learned from it.
 *
 * @param held whether it is held back, so that nothing is tuned on it
 * @param sort {@code plain}, or what makes it hard
 */
record Conversation(
        String name, String trade, boolean held, String sort, List<Utterance> utterances, List<Label> labels) {

    private static final String HEAD = "== ";
    private static final String LABEL = "-> ";

    /** Returns the conversations of this package. */
    static List<Conversation> all() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(Conversation.class.getResourceAsStream("conversations.txt"), "conversations")) {
            return read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static List<Conversation> read(String text) {
        List<Conversation> all = new ArrayList<>();
        for (String line : text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList()) {
            if (line.startsWith(HEAD)) {
                all.add(begun(line.substring(HEAD.length()).split(" \\| ", -1)));
            } else {
                all.get(all.size() - 1).add(line);
            }
        }
        return List.copyOf(all);
    }

    private static Conversation begun(String[] head) {
        return new Conversation(
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
