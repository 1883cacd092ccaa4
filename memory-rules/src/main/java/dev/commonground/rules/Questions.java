package dev.commonground.rules;

import dev.commonground.learning.Learning.Extracted;
import dev.commonground.learning.Rules.Utterance;
import dev.commonground.memory.Author;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The questions of a conversation. */
final class Questions {

    private static final int MIN_WORDS = 4;

    private final List<Utterance> conversation;
    private final List<Asked> asked = new ArrayList<>();

    /**
     * A question.
     *
     * @param index the index of the utterance
     * @param stated whether the speaker states that the question is open, instead of asking it
     */
    private record Asked(Sentence sentence, int index, Author speaker, boolean stated) {}

    Questions(List<Utterance> conversation) {
        this.conversation = conversation;
    }

    static boolean isOpen(String sentence) {
        return QuestionPatterns.OPEN_IN_CONVERSATION.matcher(sentence).find()
                && !QuestionPatterns.NOT_OPEN.matcher(sentence).find();
    }

    /** Adds a question that the utterance at {@code index} states to be open. */
    void addOpen(Sentence sentence, int index) {
        asked.add(new Asked(sentence, index, conversation.get(index).speaker(), true));
    }

    /** Adds a question that the utterance at {@code index} asks, unless it is only a courtesy. */
    void addAsked(Sentence sentence, int index) {
        String text = sentence.text();
        if (QuestionPatterns.ASKS.matcher(text).find()
                && !QuestionPatterns.COURTESY.matcher(text).find()
                && EnglishWords.count(text) >= MIN_WORDS) {
            asked.add(new Asked(sentence, index, conversation.get(index).speaker(), false));
        }
    }

    /** Returns the unanswered questions. */
    List<Extracted> open() {
        return asked.stream()
                .filter(question -> !isSettled(question))
                .map(this::extracted)
                .toList();
    }

    private Extracted extracted(Asked question) {
        String text = EnglishWords.capitalized(question.sentence().text());
        return new Extracted(
                SentenceReader.openQuestion(text),
                conversation.get(question.index()).number(),
                question.sentence().words());
    }

    /**
     * Returns whether the question has an answer. The next utterance of another speaker is an answer, unless it defers.
     */
    private boolean isSettled(Asked question) {
        if (question.stated()) {
            return isAnswered(question, question.index() + 1);
        }
        return isDeferred(question)
                ? isAnswered(question, question.index() + 2)
                : reply(question).isPresent();
    }

    private Optional<Utterance> reply(Asked question) {
        return conversation.stream()
                .skip(question.index() + 1L)
                .filter(utterance -> !utterance.speaker().equals(question.speaker()))
                .findFirst();
    }

    private boolean isDeferred(Asked question) {
        return reply(question)
                .filter(utterance ->
                        QuestionPatterns.DEFERRAL.matcher(plain(utterance)).find())
                .isPresent();
    }

    private boolean isAnswered(Asked question, int from) {
        Set<String> wanted = EnglishWords.content(question.sentence().text());
        return conversation.stream()
                .skip(from)
                .flatMap(utterance -> SentenceSplitter.split(utterance.text()).stream())
                .filter(sentence -> !sentence.asks() && !isOpen(sentence.text()))
                .filter(sentence ->
                        !QuestionPatterns.DEFERRAL.matcher(sentence.text()).find())
                .anyMatch(sentence -> answers(sentence.text(), wanted));
    }

    /** Returns whether {@code text} has at least half of the {@code wanted} words, and at least two of several. */
    private static boolean answers(String text, Set<String> wanted) {
        Set<String> words = EnglishWords.content(text);
        long shared = wanted.stream().filter(words::contains).count();
        return shared * 2 >= wanted.size() && shared >= Math.min(2, wanted.size());
    }

    private static String plain(Utterance utterance) {
        return utterance.text().replace('’', '\'');
    }
}
