package dev.commonground.rules;

import dev.commonground.learning.Learning.MemoryRequest;
import dev.commonground.learning.Learning.MemoryRequest.Wish;
import dev.commonground.learning.Rules.Utterance;
import dev.commonground.memory.Author;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads requests of persons about their own words: to delete them, to forget them, or to keep them from others. A sentence
 * in quotation marks, a question and a denial ask nothing.
 */
final class RequestReader {

    private static final int LONGEST = 300;
    private static final Pattern QUOTES = Pattern.compile("[\"“”]");

    private static final String START =
            "^(?:(?:and|also|so|now|actually|ok|okay|oh|well|sorry|yes|no|hi|thanks),? )*(?:please,? |kindly )?"
                    + "(?:(?:can|could|would|will) you (?:please |kindly )?|i(?:'d| would) like you to |i want you to |i need you to |you (?:should|can|must|may) )?"
                    + "(?:please |also |just )?";

    private static final String STORE =
            "(?:(?:the|your|our|my|any|all) )?(?:shared |team )?(?:memory|memories|records?|notes?|files?|storage)";

    private static final String OWN = "(?:what|everything|anything|all(?: that)?|whatever) (?:that )?i(?:'ve| have)? "
            + "(?:just )?(?:said|told(?: you)?|wrote|mentioned|shared)(?: to you| with you)?(?: earlier| before)?";

    private static final String PERSONAL =
            "(?:phone|mobile|cell|telephone|callback|number|address|e-?mail|birthday|birth|age|name|password|token|pin|salary|"
                    + "diagnosis|results?|account number|bank|iban|passport|medication|allerg(?:y|ies)|condition|preference)s?";

    private static final Pattern ERASE = pattern(START + "(?:delete|erase|remove|wipe|purge|scrub) (?<what>.+)$");
    private static final Pattern FORGET = pattern(START + "(?:forget|stop remembering) (?:about )?(?<what>.+)$");
    private static final Pattern KEEP = pattern(
            START
                    + "keep (?<what>.{2,80}?) (?:just |strictly )?(?:between us|between you and me|private|confidential|secret|to yourself)\\b.*$");
    private static final Pattern WITHHOLD = pattern(
            START
                    + "(?:do not|don't|never) (?:share|disclose|reveal|pass on|repeat|mention|forward) (?<what>.{2,80}?)(?: (?:with|to) .+)?$");
    private static final Pattern TELL = pattern(
            START
                    + "(?:do not|don't|never) (?:tell|show|inform) (?:(?:the|my|our|your) )?[\\w' -]{2,40}? (?:about )?(?<what>(?:my|this|that|it)\\b.*)$");

    private static final Pattern FROM_STORE = pattern(" (?:from|in|out of) " + STORE + "\\b.*$");
    private static final Pattern SAID = pattern("^" + OWN + "(?: (?:about|on|regarding|concerning) (?<about>.+))?$");
    private static final Pattern MINE = pattern("^(?:(?:all|any) (?:of )?)?my (?<about>.+)$");
    private static final Pattern POINTER =
            pattern("^(?:this|that|it|these|those|them|all of (?:this|that|it)|the above)\\b(?: .{0,20})?$");
    private static final Pattern PLACE = pattern(" (?:from|in|on|off|out of|at|to|with|by) .*$");
    private static final Pattern TRAILING =
            pattern("[\\s.!,;:]*(?:,? (?:please|thanks|thank you|now|again))?[\\s.!,;:]*$");

    private RequestReader() {}

    private static Pattern pattern(String words) {
        return Pattern.compile(words, Pattern.CASE_INSENSITIVE);
    }

    static List<MemoryRequest> read(List<Utterance> conversation) {
        List<MemoryRequest> requests = new ArrayList<>();
        conversation.stream()
                .filter(utterance -> utterance.speaker().type() == Author.Type.PERSON)
                .forEach(utterance -> SentenceSplitter.split(utterance.text())
                        .forEach(sentence -> read(utterance.number(), sentence).ifPresent(requests::add)));
        return requests;
    }

    private static Optional<MemoryRequest> read(int utterance, Sentence sentence) {
        String words = sentence.words().strip();
        String plain = sentence.text().strip().replace('’', '\'');
        if (sentence.quoted() || QUOTES.matcher(words).find() || plain.length() > LONGEST) {
            return Optional.empty();
        }
        String bare = TRAILING.matcher(plain.replaceAll("\\?+$", "")).replaceFirst("");
        return removal(Wish.ERASE, ERASE, bare)
                .or(() -> removal(Wish.FORGET, FORGET, bare))
                .or(() -> privacy(bare))
                .map(found -> new MemoryRequest(found.wish, utterance, words, found.subject));
    }

    private record FoundRequest(Wish wish, String subject) {}

    private static Optional<FoundRequest> removal(Wish wish, Pattern pattern, String words) {
        Matcher request = pattern.matcher(words);
        if (!request.matches()) {
            return Optional.empty();
        }
        String what = request.group("what");
        boolean fromStore = FROM_STORE.matcher(what).find();
        String thing =
                TRAILING.matcher(FROM_STORE.matcher(what).replaceFirst("")).replaceFirst("");
        return subject(thing, wish == Wish.FORGET || fromStore).map(subject -> new FoundRequest(wish, subject));
    }

    /** Returns what the thing is about; without a mention of the memory, only personal data are surely meant. */
    private static Optional<String> subject(String thing, boolean ofMemory) {
        Matcher said = SAID.matcher(thing);
        if (said.matches()) {
            String about = said.group("about");
            return Optional.of(about == null ? "" : withoutOwner(about));
        }
        Matcher mine = MINE.matcher(thing);
        if (mine.matches()) {
            String about = mine.group("about");
            boolean elsewhere = !ofMemory && PLACE.matcher(about).find();
            boolean personal = pattern("\\b" + PERSONAL + "\\b").matcher(about).find();
            return elsewhere ? Optional.empty() : Optional.of(ofMemory || personal ? about : "");
        }
        return ofMemory && POINTER.matcher(thing).matches() ? Optional.of("") : Optional.empty();
    }

    private static String withoutOwner(String about) {
        return about.replaceFirst("(?i)^(?:my|the|our) ", "");
    }

    private static Optional<FoundRequest> privacy(String words) {
        for (Pattern pattern : List.of(KEEP, WITHHOLD, TELL)) {
            Matcher request = pattern.matcher(words);
            if (request.matches()) {
                return privateSubject(request.group("what"))
                        .map(subject -> new FoundRequest(Wish.KEEP_PRIVATE, subject));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> privateSubject(String thing) {
        Matcher said = SAID.matcher(thing);
        if (said.matches()) {
            String about = said.group("about");
            return Optional.of(about == null ? "" : withoutOwner(about));
        }
        Matcher mine = MINE.matcher(thing);
        if (mine.matches()) {
            return Optional.of(PLACE.matcher(mine.group("about")).replaceFirst(""));
        }
        return POINTER.matcher(thing).matches() ? Optional.of("") : Optional.empty();
    }
}
