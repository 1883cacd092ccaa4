package dev.commonground.rules;

import dev.commonground.learning.Extracted;
import dev.commonground.learning.Utterance;
import dev.commonground.memory.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/** Reads a conversation. Later utterances correct or revoke earlier ones. */
final class Dialogue {

    private final List<Utterance> conversation;
    private final SentenceReader reader;
    private final Speakers speakers;
    private final Set<String> present;
    private final RuleMatches matches = new RuleMatches();
    private final Questions questions;
    private final Corrections corrections;

    private Dialogue(List<Utterance> conversation, Lexicon lexicon) {
        this.conversation = conversation;
        this.reader = new SentenceReader(lexicon);
        String all = conversation.stream().map(Dialogue::plain).collect(Collectors.joining("\n"));
        this.speakers = Speakers.in(all, Speakers.Setting.CONVERSATION);
        this.present = conversation.stream()
                .flatMap(utterance -> EnglishWords.of(utterance.speaker().name()).stream())
                .collect(Collectors.toSet());
        this.questions = new Questions(conversation);
        this.corrections = new Corrections(lexicon.limits(), matches);
    }

    static List<Extracted> read(List<Utterance> conversation, Lexicon lexicon) {
        Dialogue dialogue = new Dialogue(List.copyOf(conversation), lexicon);
        for (int index = 0; index < conversation.size(); index++) {
            dialogue.read(index);
        }
        List<Extracted> all = new ArrayList<>(dialogue.matches.extracted());
        all.addAll(dialogue.questions.open());
        all.sort(Comparator.comparingInt(Extracted::utterance));
        return List.copyOf(all);
    }

    private void read(int index) {
        Utterance utterance = conversation.get(index);
        String text = plain(utterance);
        revoke(index, text);
        String earnest = Hedging.withoutJoke(QuotedSpeech.blanked(text));
        if (!Hedging.coversAll(text, earnest)) {
            readSentences(SentenceSplitter.split(utterance.text(), earnest), index);
        }
    }

    /** Drops earlier statements that the utterance objects to or revokes. */
    private void revoke(int index, String text) {
        boolean objects = HedgingPatterns.OBJECTION.matcher(text.strip()).find();
        boolean retracted = HedgingPatterns.NOT_MEANT.matcher(text).find();
        Utterance utterance = conversation.get(index);
        if (retracted) {
            matches.removeLast(utterance.speaker());
        }
        if (index > 0 && (objects || retracted)) {
            Utterance before = conversation.get(index - 1);
            if (!utterance.speaker().equals(before.speaker())) {
                matches.dropDecisions(before.number());
            }
        }
    }

    private void readSentences(List<Sentence> sentences, int index) {
        boolean supposing = false;
        for (Sentence each : sentences) {
            Sentence sentence = withoutReport(each);
            String text = sentence.text();
            boolean following =
                    supposing && HedgingPatterns.FOLLOWING.matcher(text).find();
            supposing = Hedging.isNotMeant(text) || following;
            if (!supposing || sentence.asks() || Questions.isOpen(text)) {
                read(sentence, index);
            }
        }
    }

    private void read(Sentence sentence, int index) {
        String text = sentence.text();
        Matcher request = ClausePatterns.REQUEST.matcher(text);
        if (Hedging.isForeignMatter(text)) {
            return;
        }
        if (Questions.isOpen(text) && !sentence.asks()) {
            questions.addOpen(sentence, index);
        } else if (request.matches()) {
            addStatements(sentence.withText(EnglishWords.capitalized(request.group(1))), index);
        } else if (sentence.asks()) {
            questions.addAsked(sentence, index);
        } else {
            addStatements(sentence, index);
        }
    }

    private void addStatements(Sentence sentence, int index) {
        String text = sentence.text();
        if (Hedging.isNotMeant(text)) {
            return;
        }
        corrections.removeLifted(text);
        List<Statement> statements = reader.read(text, speakers);
        boolean corrects = Corrections.corrects(text);
        if (corrects && statements.isEmpty()) {
            statements = corrections.in(text).stream().toList();
        }
        Utterance utterance = conversation.get(index);
        for (Statement statement : statements) {
            if (corrects) {
                matches.correct(statement, utterance, sentence.words());
            } else {
                matches.add(statement, utterance, sentence.words());
            }
        }
    }

    /**
     * Returns the reported words if the client or a speaker of this conversation said them; other reports are hearsay.
     */
    private Sentence withoutReport(Sentence sentence) {
        Matcher reported = HedgingPatterns.REPORTED.matcher(sentence.text());
        return reported.matches() && isTrusted(reported.group(1)) && !Hedging.isForeignMatter(sentence.text())
                ? sentence.withText(reported.group(2))
                : sentence;
    }

    private boolean isTrusted(String subject) {
        return EnglishWords.of(subject.toLowerCase(Locale.ROOT)).stream()
                .anyMatch(word -> CommonWords.CLIENTS.contains(word) || present.contains(word) || word.equals("we"));
    }

    private static String plain(Utterance utterance) {
        return utterance.text().replace('’', '\'');
    }
}
