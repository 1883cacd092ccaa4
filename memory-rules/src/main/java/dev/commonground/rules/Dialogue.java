package dev.commonground.rules;

import dev.commonground.learning.Learning.Extracted;
import dev.commonground.learning.Rules.Utterance;
import dev.commonground.memory.Kind;
import dev.commonground.memory.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a conversation. Later utterances correct or revoke earlier ones. */
final class Dialogue {

    private final List<Utterance> conversation;
    private final SentenceReader reader;
    private final Speakers speakers;
    private final Set<String> present;
    private final RuleMatches matches;
    private final Questions questions;
    private final ChangeReader changes;
    private final OpenChanges openChanges;

    private Dialogue(List<Utterance> conversation, List<Statement> known, Lexicon lexicon) {
        this.conversation = conversation;
        this.matches = new RuleMatches(known);
        this.reader = new SentenceReader(lexicon);
        String all = conversation.stream().map(Dialogue::plain).collect(Collectors.joining("\n"));
        this.speakers = Speakers.in(all, Speakers.Setting.CONVERSATION);
        this.present = conversation.stream()
                .flatMap(utterance -> EnglishWords.of(utterance.speaker().name()).stream())
                .collect(Collectors.toSet());
        this.questions = new Questions(conversation);
        this.changes = new ChangeReader(lexicon, matches);
        this.openChanges = new OpenChanges(matches);
    }

    static List<Extracted> read(List<Utterance> conversation, List<Statement> known, Lexicon lexicon) {
        Dialogue dialogue = new Dialogue(List.copyOf(conversation), known, lexicon);
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
            supposing = Hedging.isSupposed(text) || following;
            if (!supposing || sentence.asks() || (Questions.isOpen(text) && !Hedging.isCondition(text))) {
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
        if (Hedging.isSupposed(text)) {
            return;
        }
        Utterance utterance = conversation.get(index);
        if (ChangeReader.announces(text)) {
            addChange(sentence, utterance);
        } else if (!Hedging.isDenial(text)) {
            reader.read(text, speakers).forEach(statement -> matches.add(statement, utterance, sentence.words()));
        }
    }

    /** Adds the new values of a change, or the question what the change means. */
    private void addChange(Sentence sentence, Utterance utterance) {
        String text = sentence.text();
        List<Statement> values = newValues(text);
        if (!values.isEmpty()) {
            values.forEach(value -> matches.correct(value, utterance, sentence.words()));
            return;
        }
        Optional<Statement> lifted = changes.lifted(text);
        if (lifted.isPresent()) {
            lift(lifted.get(), sentence, utterance);
            return;
        }
        List<Statement> read = Hedging.isDenial(text) ? List.of() : reader.read(text, speakers);
        read.stream()
                .filter(statement -> statement.kind() == Kind.DECISION || statement.kind() == Kind.PREFERENCE)
                .forEach(choice -> matches.removeEarlierChoice(choice, utterance.speaker()));
        List<Statement> unclear =
                openChanges.questions(text, utterance.speaker().name(), read);
        Stream.concat(read.stream(), unclear.stream())
                .forEach(statement -> matches.add(statement, utterance, sentence.words()));
    }

    private List<Statement> newValues(String text) {
        String rest = ChangeReader.withoutOldValue(text);
        List<Statement> keyed = Hedging.isDenial(rest)
                ? List.of()
                : reader.read(rest, speakers).stream()
                        .filter(statement -> statement.key() != null)
                        .toList();
        return keyed.isEmpty() && !Hedging.isDenial(rest)
                ? changes.newValue(text).stream().toList()
                : keyed;
    }

    /** Ends a requirement: a value of this conversation is removed, and one of an earlier conversation is superseded. */
    private void lift(Statement end, Sentence sentence, Utterance utterance) {
        String key = Objects.requireNonNull(end.key());
        matches.remove(key);
        if (matches.remembers(key)) {
            matches.add(end, utterance, sentence.words());
        }
    }

    /**
     * Returns the reported words if the client or a speaker of this conversation said them; other reports are hearsay.
     */
    private Sentence withoutReport(Sentence sentence) {
        Matcher reported = HedgingPatterns.REPORTED.matcher(sentence.text());
        return reported.matches()
                        && !Polarity.turns(reported.group(1))
                        && isTrusted(reported.group(1))
                        && !Hedging.isForeignMatter(sentence.text())
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
