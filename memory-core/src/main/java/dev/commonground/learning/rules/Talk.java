package dev.commonground.learning.rules;

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

/** Reads a conversation: what its speakers mean, put right by what they say later. */
final class Talk {

    private final List<Utterance> conversation;
    private final SentenceReader reader;
    private final Speakers speakers;
    private final Set<String> present;
    private final Harvest harvest = new Harvest();
    private final Questions questions;
    private final Corrections corrections;

    private Talk(List<Utterance> conversation, Lexicon lexicon) {
        this.conversation = conversation;
        this.reader = new SentenceReader(lexicon);
        String all = conversation.stream().map(Talk::plain).collect(Collectors.joining("\n"));
        this.speakers = Speakers.in(all, Speakers.Setting.TALK);
        this.present = conversation.stream()
                .flatMap(utterance -> Words.of(utterance.speaker().name()).stream())
                .collect(Collectors.toSet());
        this.questions = new Questions(conversation);
        this.corrections = new Corrections(lexicon.limits(), harvest);
    }

    static List<Extracted> read(List<Utterance> conversation, Lexicon lexicon) {
        Talk talk = new Talk(List.copyOf(conversation), lexicon);
        for (int place = 0; place < conversation.size(); place++) {
            talk.read(place);
        }
        List<Extracted> all = new ArrayList<>(talk.harvest.extracted());
        all.addAll(talk.questions.open());
        all.sort(Comparator.comparingInt(Extracted::utterance));
        return List.copyOf(all);
    }

    private void read(int place) {
        Utterance utterance = conversation.get(place);
        String said = plain(utterance);
        if (place > 0 && Vocabulary.OBJECTION.matcher(said.strip()).find()) {
            object(utterance, conversation.get(place - 1));
        }
        if (Vocabulary.NOT_MEANT.matcher(said).find()) {
            harvest.takeBack(utterance.speaker());
            if (place > 0) {
                object(utterance, conversation.get(place - 1));
            }
        }
        String earnest = Doubt.earnest(Quotations.blanked(said));
        if (Doubt.aboutAll(said, earnest)) {
            return;
        }
        boolean supposing = false;
        for (Sentence each : Sentences.of(utterance.text(), earnest)) {
            Sentence sentence = withoutReport(each);
            supposing = Doubt.aboutMeaning(sentence.text())
                    || (supposing
                            && Vocabulary.FOLLOWING.matcher(sentence.text()).find());
            if (!supposing || sentence.asks() || Questions.isOpen(sentence.text())) {
                read(sentence, place);
            }
        }
    }

    private void object(Utterance utterance, Utterance before) {
        if (!utterance.speaker().equals(before.speaker())) {
            harvest.object(before.number());
        }
    }

    private void read(Sentence sentence, int place) {
        String text = sentence.text();
        Matcher request = Vocabulary.REQUEST.matcher(text);
        if (Doubt.aboutMatter(text)) {
            return;
        }
        if (Questions.isOpen(text) && !sentence.asks()) {
            questions.say(sentence, place);
        } else if (request.matches()) {
            take(sentence.withText(Words.capitalized(request.group(1))), place);
        } else if (sentence.asks()) {
            questions.ask(sentence, place);
        } else {
            take(sentence, place);
        }
    }

    private void take(Sentence sentence, int place) {
        String text = sentence.text();
        if (Doubt.aboutMeaning(text)) {
            return;
        }
        Utterance utterance = conversation.get(place);
        corrections.lift(text);
        List<Statement> said = reader.read(text, speakers);
        boolean corrects = Corrections.corrects(text);
        if (corrects && said.isEmpty()) {
            said = corrections.in(text).stream().toList();
        }
        for (Statement statement : said) {
            if (corrects) {
                harvest.correct(statement, utterance, sentence.words());
            } else {
                harvest.add(statement, utterance, sentence.words());
            }
        }
    }

    /** What those the work is for said, or who is present, is read as their word; other reports are hearsay. */
    private Sentence withoutReport(Sentence sentence) {
        Matcher reported = Vocabulary.REPORTED.matcher(sentence.text());
        return reported.matches() && isHeard(reported.group(1)) && !Doubt.aboutMatter(sentence.text())
                ? sentence.withText(reported.group(2))
                : sentence;
    }

    private boolean isHeard(String who) {
        List<String> words = Words.of(who.toLowerCase(Locale.ROOT));
        return words.stream()
                .anyMatch(word -> Vocabulary.CLIENTS.contains(word) || present.contains(word) || word.equals("we"));
    }

    private static String plain(Utterance utterance) {
        return utterance.text().replace('’', '\'');
    }
}
