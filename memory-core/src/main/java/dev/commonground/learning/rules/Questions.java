package dev.commonground.learning.rules;

import dev.commonground.learning.Extracted;
import dev.commonground.learning.Utterance;
import dev.commonground.memory.Author;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The questions of a conversation, and whether somebody answers them. */
final class Questions {

    private static final int FEWEST_WORDS = 4;

    private final List<Utterance> conversation;
    private final List<Asked> asked = new ArrayList<>();

    /** What is open: {@code said} tells whether somebody says so, or only asks. */
    private record Asked(Sentence sentence, int place, Author speaker, boolean said) {}

    Questions(List<Utterance> conversation) {
        this.conversation = conversation;
    }

    static boolean isOpen(String sentence) {
        return Vocabulary.OPEN_IN_TALK.matcher(sentence).find()
                && !Vocabulary.NOT_OPEN.matcher(sentence).find();
    }

    /** Notes what the utterance at {@code place} says is open. */
    void say(Sentence sentence, int place) {
        asked.add(new Asked(sentence, place, conversation.get(place).speaker(), true));
    }

    /** Notes what the utterance at {@code place} asks, unless it asks for the sake of asking. */
    void ask(Sentence sentence, int place) {
        String text = sentence.text();
        if (Vocabulary.ASKS.matcher(text).find()
                && !Vocabulary.COURTESY.matcher(text).find()
                && Words.count(text) >= FEWEST_WORDS) {
            asked.add(new Asked(sentence, place, conversation.get(place).speaker(), false));
        }
    }

    /** Returns the questions that nobody answers. */
    List<Extracted> open() {
        return asked.stream()
                .filter(question -> !isSettled(question))
                .map(question -> new Extracted(
                        SentenceReader.open(
                                Words.capitalized(question.sentence().text())),
                        conversation.get(question.place()).number(),
                        question.sentence().words()))
                .toList();
    }

    /** Anybody who speaks after a question is taken to answer it, unless who does puts it off. */
    private boolean isSettled(Asked question) {
        if (question.said()) {
            return isAnswered(question, question.place() + 1);
        }
        return isPutOff(question)
                ? isAnswered(question, question.place() + 2)
                : reply(question).isPresent();
    }

    private Optional<Utterance> reply(Asked question) {
        return conversation.stream()
                .skip(question.place() + 1L)
                .filter(utterance -> !utterance.speaker().equals(question.speaker()))
                .findFirst();
    }

    private boolean isPutOff(Asked question) {
        return reply(question)
                .filter(utterance ->
                        Vocabulary.DEFERRAL.matcher(plain(utterance)).find())
                .isPresent();
    }

    private boolean isAnswered(Asked question, int from) {
        Set<String> wanted = Words.content(question.sentence().text());
        return conversation.stream()
                .skip(from)
                .flatMap(utterance -> Sentences.of(utterance.text()).stream())
                .filter(sentence -> !sentence.asks() && !isOpen(sentence.text()))
                .filter(sentence ->
                        !Vocabulary.DEFERRAL.matcher(sentence.text()).find())
                .anyMatch(sentence -> shares(wanted, sentence.text()));
    }

    /** An answer has half of the words that were asked with, and more than one of many. */
    private static boolean shares(Set<String> wanted, String text) {
        Set<String> words = Words.content(text);
        long shared = wanted.stream().filter(words::contains).count();
        return shared * 2 >= wanted.size() && shared >= Math.min(2, wanted.size());
    }

    private static String plain(Utterance utterance) {
        return utterance.text().replace('’', '\'');
    }
}
