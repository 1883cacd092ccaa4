package dev.commonground.internal.learning;

import java.util.List;

/**
 * Decides whether quoted words announce a change. Any words do, in any language, if they are others than the evidence of the
 * new statement. Words that only repeat the evidence must contain a word of change.
 */
final class ChangeWords {

    /** Words of change in frequent languages, in their normalized form. */
    private static final List<String> WORDS = List.of(
            "no longer|anymore|any more|not any longer|instead|rather than|now|as of|from now on|change|changed|changes|moved|move|moves|switch|switched|switches|replaced|replace|replaces|updated|update|updates|correction|corrected|correct|revised|revise|new|raised|raise|lowered|cut|extended|postponed|canceled|cancelled|dropped|withdrawn|used to|was|were|until|so far|scrap|forget|actually|after all",
            "nicht mehr|statt|stattdessen|anstatt|anstelle|sondern|ab jetzt|ab sofort|jetzt|nun|neu|neue|neuer|neues|geändert|verschoben|doch|korrektur|bisher|ersetzt",
            "ya no|en lugar de|en vez de|ahora|a partir de ahora|cambia|cambió|cambiado|nuevo|nueva|sino|mejor dicho|corrección|aplazado",
            "ne plus|n'est plus|plus|au lieu de|désormais|maintenant|dorénavant|changé|nouveau|nouvelle|finalement|plutôt que|reporté",
            "non più|invece|invece di|ora|adesso|d'ora in poi|cambiato|nuovo|nuova|anziché|rinviato",
            "já não|não mais|em vez de|agora|a partir de agora|mudou|mudado|novo|nova|adiado",
            "niet meer|niet langer|in plaats van|nu|voortaan|gewijzigd|nieuw|nieuwe|już nie|zamiast|teraz|odtąd|zmiana|zmieniono|nowy|nowa",
            "больше не|вместо|теперь|отныне|изменено|изменился|новый|новая|перенесён|перенесен",
            "もう|ではなく|じゃなく|代わりに|今後|これから|変更|新しい|やっぱり|やはり|訂正|延期",
            "不再|而不是|改为|改成|改到|现在|從現在|从现在|变更|變更|新的|取消|推迟|推遲|更正|而非",
            "더 이상|더이상|대신|이제|앞으로|변경|바뀌|새로운|연기|정정|아니라",
            "لم يعد|بدلا من|بدلاً من|الآن|من الآن|تغير|تغيير|جديد|جديدة|تأجل|ليس بعد");

    private ChangeWords() {}

    /**
     * Returns whether {@code change} announces a change.
     *
     * @param change words of a message
     * @param evidence the words of the message that make the new statement
     */
    static boolean announce(Quotation change, Quotation evidence) {
        boolean other = !change.words().contains(evidence.words());
        return other || contains(change.words());
    }

    private static boolean contains(String text) {
        NormalizedText words = NormalizedText.withPositions(text);
        return WORDS.stream()
                .flatMap(line -> List.of(line.split("\\|", -1)).stream())
                .anyMatch(word -> words.find(NormalizedText.of(word)).isPresent());
    }
}
