package dev.commonground.rules;

import dev.commonground.learning.Learning.Unread.Reason;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Says why the rules take nothing from an utterance. */
final class UnreadReason {

    /** Frequent words of languages in Latin script that are no English words. */
    private static final Set<String> FOREIGN = EnglishWords.set(
            "der das und ist nicht ich wir sie ein eine einen mit auf für von zu dem bitte soll muss keine kein mehr auch wie bis oder aber es sind wird"
                    + " el la los las un una unos que de del y es en por para se lo le su al como más pero muy ya hay está nosotros yo debe"
                    + " les des du et est dans pas que qui nous vous je il elle avec au aux ne ce cette mais ou sont doit être"
                    + " il lo gli di che è non sono una della dei nel alla più anche ma deve io noi"
                    + " os um uma não em da das mais como ao ele seu sua deve nós eu"
                    + " de het een en niet voor dat zijn op ik moet geen naar ook maar bij wordt"
                    + " w na z się nie jest że jak ale lub oraz dla czy musi"
                    + " och att det som är på av inte med till vi jag ska får ett eller"
                    + " ve bir bu için ile değil çok olmalı ama gibi daha ne mi");

    private static final Pattern NOT_ASCII = Pattern.compile("[^\\p{ASCII}]");

    private UnreadReason() {}

    static Reason of(String text) {
        String plain = text.replace('\u2019', '\'');
        if (isOtherLanguage(plain)) {
            return Reason.OTHER_LANGUAGE;
        }
        return isHedged(plain) ? Reason.HEDGED : Reason.NOTHING_FOUND;
    }

    private static boolean isOtherLanguage(String text) {
        long letters = text.codePoints().filter(Character::isLetter).count();
        long latin = text.codePoints()
                .filter(c -> Character.isLetter(c) && Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN)
                .count();
        if (latin * 2 < letters) {
            return true;
        }
        List<String> words = EnglishWords.of(text);
        long foreign = words.stream().filter(FOREIGN::contains).count();
        long english = words.stream()
                .filter(word -> CommonWords.STOP_WORDS.contains(word) && !FOREIGN.contains(word))
                .count();
        boolean spelledForeign =
                words.stream().anyMatch(word -> NOT_ASCII.matcher(word).find());
        return foreign > english || (english == 0 && spelledForeign);
    }

    private static boolean isHedged(String text) {
        return Hedging.coversAll(text, Hedging.withoutJoke(QuotedSpeech.blanked(text)))
                || SentenceSplitter.split(text).stream()
                        .map(Sentence::text)
                        .anyMatch(sentence -> Hedging.isSupposed(sentence)
                                || Hedging.isDenial(sentence)
                                || Hedging.isForeignMatter(sentence));
    }
}
