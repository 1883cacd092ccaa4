package dev.commonground.internal.briefing;

import dev.commonground.memory.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Recognizes a short English statement about the world that touches nobody's work. Whatever else a source of low trust
 * says, such as orders, commands, procedures, praise of a way to work, or text in another language, is not one. If in doubt,
 * the answer is no: the memory can still be recalled.
 */
final class PlainFact {

    private static final int LONGEST = 400;

    /** What code, commands, addresses and hidden text contain; a dollar sign before a number is a price. */
    private static final Pattern CODE = Pattern.compile(
            "[`|{}<>=\\\\^~#*@\\[\\]\\n\\r]|\\$(?!\\d)|--|//|&&|www\\.|\\w\\(|\\w_|_\\w|/\\w+/|\\w\\.[a-z]{2,4}\\b|[^\\P{L}\\p{IsLatin}]|\\p{Cf}|\\p{Cc}");

    /** Words of those who speak to a reader, about a reader's duties, or about how work is done and checked. */
    private static final Set<String> WORK = words("""
            i we us our ours my me mine you your yours lets ourselves yourself
            must should shall ought need needs needed needn't always never please kindly ensure ensures dont don't
            do recommended recommend recommends advise advised suggest suggested prefer prefers preferred
            require requires required requirement requirements mandatory allowed permitted forbidden prohibited optional
            unnecessary necessary redundant important urgent immediately instead rather
            instruction instructions guideline guidelines procedure procedures process processes workflow workflows step
            steps task tasks plan plans approach approaches method methods practice practices pattern patterns lesson
            lessons experience experiences tip tips trick tricks shortcut shortcuts workaround hack recipe playbook
            solution solutions answer answers response responses tag tags output outputs prompt prompts note notes
            agent agents assistant assistants system user users team teams colleague colleagues developer
            developers analyst analysts operator operators admin administrator memory memories tool tools bot
            skip skips skipped skipping bypass bypasses bypassed bypassing ignore ignores ignored ignoring disable disables
            disabled disabling omit omitted drop drops dropped dropping remove removed removing force forced forcing
            override overridden avoid avoids avoided suppress suppressed mask masked hide hidden fake mock mocked stub
            without unless reuse reuses reused reusing cached cache caches copy copied paste pasted
            validate validates validated validation validations verify verified verification check checks checked checking
            test tests tested testing review reviews reviewed reviewer audit audits audited approve approved approval
            approvals confirm confirmed confirmation sign signed signature consent permission permissions access
            credential credentials password passwords token tokens secret secrets key keys certificate encryption encrypted
            security secure safe safely safety trusted trustworthy policy policies rule rules guardrail guardrails gate
            gates quality sanitize sanitized anonymize anonymized anonymization privacy personal schema
            run runs running ran execute executes executed executing execution install installs installed installing
            download downloads downloaded upload uploads uploaded script scripts command commands shell code bootstrap
            helper helpers deploy deploys deployed deployment pipeline pipelines build builds patch patched push
            pushed merge merged commit commits committed branch lint linting flag flags fetch fetched import imported
            send sends sent share shared forward forwarded publish submit submitted transfer transferred pay
            worked works succeeded success successful successfully passed passes pass green fixed fix fixes solved resolved
            acceptable legal lawful abolished manual manually outdated rollback rolling revert folder folders account
            accounts iban client clients everyone everybody anyone anybody nobody
            faster quickly quick instant instantly easier reliable effortless saved saves proven
            wire refund invoice budget deadline constraint decision preference
            """);

    /** Verbs with which a sentence or a clause gives an order; other verbs of orders are among the words of work. */
    private static final Set<String> VERBS = words("""
            accept add adjust answer append apply arrange ask assign assume attach be begin book bring buy call cancel
            change choose clean clear click close collect combine compute consider contact continue convert create cut
            delete deliver describe do draft edit email enable end enter escalate export extract fill filter find finish
            follow forget get give go grant handle hire impute include increase inform insert invite issue join keep label
            launch leave let limit list load log look lower mail make mark mention message mix move name notify offer open
            order overwrite pick pipe place point post prepare present print proceed produce promote provide pull put quote
            raise read record reduce refer refuse register reject release relax remember rename repeat replace reply report
            reset resolve respond restart restore retry return route save say schedule search select sell set show sort
            start state stay stop store sum switch take tell tick treat trigger trim try trust turn update use visit wait
            warn watch wipe withdraw wrap write
            """);

    private static final Set<String> LEADING = words(
            "and then or but so also next first second finally last now just afterwards later again here there to");

    private static final Set<String> ENGLISH = words("""
            the a an of in on at by for from with to and is are was were has have had its their his her this that these
            which who as than more most over under about between during since until per each
            """);

    private static final Set<String> OTHER_LANGUAGES = words("""
            der die das den dem des ein eine und ist sind nicht mit von zu auf el los las del que es son con por para una
            le les et est une dans pour sur avec il di che non sono della per um uma os nao com het een van niet voor op
            ikke og er av som och att det inte pa
            """);

    private static final Pattern CLAUSE = Pattern.compile("[.!?:,–—\\-]+\\s+|\\s(?:and|then|or|but|so)\\s");
    private static final Pattern WORD = Pattern.compile("[^\\p{L}\\p{N}']+");

    private PlainFact() {}

    private static Set<String> words(String text) {
        return Set.copyOf(
                Arrays.stream(text.strip().split("\\s+", -1)).distinct().toList());
    }

    /** Returns whether all parts of a statement are plain. */
    static boolean is(Statement statement) {
        return isPlain(statement.text())
                && Stream.of(statement.key(), statement.value())
                        .filter(part -> part != null)
                        .allMatch(part ->
                                !CODE.matcher(part).find() && wordsOf(part).noneMatch(WORK::contains));
    }

    private static boolean isPlain(String text) {
        return text.length() <= LONGEST
                && !CODE.matcher(text).find()
                && wordsOf(text).noneMatch(WORK::contains)
                && isEnglish(text)
                && Arrays.stream(CLAUSE.split(text, -1)).noneMatch(PlainFact::isOrder);
    }

    private static boolean isEnglish(String text) {
        List<String> words = wordsOf(text).toList();
        long english = words.stream().filter(ENGLISH::contains).count();
        return english > 0
                && english > words.stream().filter(OTHER_LANGUAGES::contains).count();
    }

    /** Looks past the words that lead to a verb, such as "then", "also" or an adverb. */
    private static boolean isOrder(String clause) {
        return wordsOf(clause)
                .dropWhile(word -> LEADING.contains(word) || word.endsWith("ly"))
                .findFirst()
                .filter(VERBS::contains)
                .isPresent();
    }

    private static Stream<String> wordsOf(String text) {
        return WORD.splitAsStream(text.toLowerCase(Locale.ROOT).replace('\u2019', '\''))
                .filter(word -> !word.isEmpty());
    }
}
